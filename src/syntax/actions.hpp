/// What does the grammar do with what it parsed? Named actions that build the syntax tree. For grammar.cpp only.
#pragma once

#include "terminals.hpp"

namespace zi::syntax::grammar {

namespace {

template <auto Member>
struct set_action {
    template <class Context>
    void operator()(const Context& context) const {
        x3::_val(context).*Member = std::move(x3::_attr(context));
    }
};
template <auto Member>
constexpr set_action<Member> set{};

template <auto Member>
struct push_action {
    template <class Context>
    void operator()(const Context& context) const {
        (x3::_val(context).*Member).push_back(std::move(x3::_attr(context)));
    }
};
template <auto Member>
constexpr push_action<Member> push{};

template <auto Member, auto To>
struct mark_action {
    template <class Context>
    void operator()(const Context& context) const {
        x3::_val(context).*Member = To;
    }
};
template <auto Member, auto To>
constexpr mark_action<Member, To> mark{};

struct append_action {
    template <class Context>
    void operator()(const Context& context) const {
        x3::_val(context).push_back(std::move(x3::_attr(context)));
    }
};
constexpr append_action append{};

struct assign_action {
    template <class Context>
    void operator()(const Context& context) const {
        x3::_val(context) = std::move(x3::_attr(context));
    }
};
constexpr assign_action assign{};

struct what_action {
    template <class Context>
    void operator()(const Context& context) const {
        x3::_val(context).what = std::move(x3::_attr(context));
    }
};
constexpr what_action what{};

/// Operators and operands count towards Limits::expression_nodes.
template <class Context>
void count_node(const Context& context) {
    State& state = state_of(context);
    if (++state.nodes > state.limits.expression_nodes)
        throw LimitCrossed{x3::_where(context).begin(), "@expression_nodes", state.limits.expression_nodes};
}

struct count_action {
    template <class Context>
    void operator()(const Context& context) const {
        count_node(context);
    }
};

template <Expr::Kind Kind>
struct leaf_action {
    template <class Context>
    void operator()(const Context& context) const {
        count_node(context);
        Expr& expr = x3::_val(context);
        expr.kind = Kind;
        expr.word = std::move(x3::_attr(context));
        expr.span = expr.word.span;
    }
};

/// Adds the operand after an operator: to the same node if the operator is the same, else to a new node on top.
template <Expr::Kind Kind>
struct fold_action {
    template <class Context>
    void operator()(const Context& context) const {
        count_node(context);
        Expr& left = x3::_val(context);
        if (left.kind != Kind) {
            Expr node;
            node.kind = Kind;
            node.span = left.span;
            node.args.push_back(std::move(left));
            left = std::move(node);
        }
        left.span.end = x3::_attr(context).span.end;
        left.args.push_back(std::move(x3::_attr(context)));
    }
};

template <Expr::Kind Kind>
struct argument_action {
    template <class Context>
    void operator()(const Context& context) const {
        count_node(context);
        Expr& expr = x3::_val(context);
        expr.kind = Kind;
        expr.args.push_back(std::move(x3::_attr(context)));
    }
};

/// A list with one item is replaced by the item.
template <Guard::Kind Kind>
struct collapse_action {
    template <class Context>
    void operator()(const Context& context) const {
        Guard& guard = x3::_val(context);
        guard.kind = Kind;
        if (guard.args.size() != 1) return;
        Guard only = std::move(guard.args.front());
        guard = std::move(only);
    }
};

template <Need::Kind Kind>
struct need_action {
    template <class Context>
    void operator()(const Context& context) const {
        count_node(context);
        x3::_val(context).kind = Kind;
        x3::_val(context).parts.push_back(std::move(x3::_attr(context)));
    }
};

struct unit_action {
    template <class Context>
    void operator()(const Context& context) const {
        x3::_val(context).unit = std::move(x3::_attr(context).value);
    }
};

}  // namespace

}  // namespace zi::syntax::grammar
