// From an event record to the handler of its message.
#pragma once

#include <tuple>

#include "engine/context.hpp"

namespace korus {

// Calls component.on(message, state, context) for the one type in Component::Messages (a
// std::tuple) whose kind the event carries.
template <class Component, class State>
void dispatch(const Component& component, const Event& event, State&& state, Context& context) {
  const auto offer = [&]<class M>(const M*) {
    if (event.kind != M::kind) {
      return false;
    }
    component.on(unpack<M>(event.payload), state, context);
    return true;
  };
  const bool handled = [&]<class... Ms>(const std::tuple<Ms...>*) {
    return (offer(static_cast<const Ms*>(nullptr)) || ...);
  }(static_cast<const typename Component::Messages*>(nullptr));
  ensure(handled, "a message reaches only actors that handle its kind");
}

}  // namespace korus
