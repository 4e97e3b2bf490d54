// The network's actors as one world for an executor: each event goes to its actor, with that
// actor's rows.
#pragma once

#include <string>
#include <vector>

#include "engine/dispatch.hpp"
#include "models/hazard.hpp"
#include "models/lane.hpp"
#include "models/network.hpp"
#include "models/programme.hpp"
#include "models/project.hpp"
#include "models/shop.hpp"
#include "models/site.hpp"
#include "models/state.hpp"

namespace korus {

// `Site` handles a site's messages; tests put a faulty one in its place.
template <class SiteHandlers = SiteActor>
class NetworkWorld {
 public:
  // The state's columns of a fixed length stay where they are.
  NetworkWorld(const Network& network, NetworkState& state) : network_(network), state_(state) {
    sites_.reserve(network.sites.size());
    for (const Site& site : network.sites) {
      sites_.push_back(site_state(state, site));
    }
  }

  const Network& network() const { return network_; }
  const NetworkState& state() const { return state_; }

  std::size_t actors() const { return network_.actors(); }
  std::string name(ActorId actor) const { return network_.actor_name(actor); }
  void prefetch(ActorId) const {}

  void handle(const Event& event, Context& context) {
    const std::size_t i = event.target.index();
    if (i < network_.sites.size()) {
      const Site& site = network_.sites[i];
      if (ShopActor::takes(event)) {
        return dispatch(ShopActor(network_, site), event, shop_rows(state_, site), context);
      }
      SiteState& rows = sites_[i];
      const SiteHandlers handlers(network_, site);
      if (site.flows) {
        handlers.flow(rows, context);
      }
      return dispatch(handlers, event, rows, context);
    }
    handle_elsewhere(event, context);
  }

 private:
  [[gnu::noinline]] void handle_elsewhere(const Event& event, Context& context) {
    std::size_t i = event.target.index() - network_.sites.size();
    if (i < network_.lanes.size()) {
      const Lane& lane = network_.lanes[i];
      LaneRows rows{
          state_.lanes[i],
          state_.lane_meters.empty() ? nullptr : &state_.lane_meters[i],
          state_.waiting,
          state_.trips,
          std::span(state_.outage_levels).subspan(lane.outages.begin, lane.outages.size()),
          std::span(state_.outage_begun).subspan(lane.outages.begin, lane.outages.size()),
          std::span(state_.outage_ends).subspan(lane.outages.begin, lane.outages.size()),
          state_.causes.lane_told};
      return dispatch(LaneActor(network_, lane), event, rows, context);
    }
    i -= network_.lanes.size();
    if (i < network_.projects.size()) {
      return dispatch(ProjectActor(network_, network_.projects[i]), event, state_.projects[i],
                      context);
    }
    i -= network_.projects.size();
    if (i < network_.programmes.size()) {
      return dispatch(ProgrammeActor(network_, network_.programmes[i]), event, state_.programmes[i],
                      context);
    }
    i -= network_.programmes.size();
    dispatch(HazardActor(network_, network_.hazards[i]), event,
             HazardRows{state_.hazards[i], state_.felt_until}, context);
  }

  const Network& network_;
  NetworkState& state_;
  std::vector<SiteState> sites_;  // to put the rows together for each event is a tenth of its time
};

}  // namespace korus
