/// Where do I start? Everything most programs need: load rules, read units, assess, explain, report.
#pragma once

#include "zi/assess.hpp"
#include "zi/diff.hpp"
#include "zi/files.hpp"
#include "zi/inquiry.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/readiness.hpp"
#include "zi/report.hpp"
#include "zi/session.hpp"
#include "zi/unit.hpp"
#include "zi/why.hpp"
