/// Does the compiler speak C++20? Every other header asks first, so that one line says what is amiss.
#pragma once

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "zi needs C++20: compile with -std=c++20, or with CMake's target_compile_features(... cxx_std_20)"
#endif
