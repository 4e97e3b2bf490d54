// The figures of single entities: of each stock, market, station and kind of
// job, and what they cost, counted from the end of the
// warm-up to the end of the run. Empty unless the scenario asks for figures = "all".
//
// A figure is what an amount has grown by over what another has grown by: waits over first
// services, the integral of a number over days. Others are read once, at the end.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "models/kpi.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

// What an amount is read from: a run at a moment, and the entity whose amount it is.
struct FigureAt {
  const Network& network;
  const NetworkState& state;
  SimTime now{};
  double day = 0;
  std::size_t row = 0;     // of the entity
  std::size_t hazard = 0;  // of a figure of a hazard, or of a hazard and a market
  double unit = 1;         // base units in a display unit of its product
};
using FigureAmount = double (*)(const FigureAt&);

// A kind of figure, that every entity of its table has.
struct FigureKind {
  std::string_view measure{};  // HAZARD: the id of the hazard
  std::string_view words{};
  std::string_view units{};  // @: the product's display unit
  bool higher_is_better = false;
  FigureAmount numerator = nullptr;
  FigureAmount denominator = nullptr;  // none: 1
  bool grows = true;                   // else read at the end
  FigureAmount less_squared =
      nullptr;              // of a variance: what the mean to be squared is the growth of
  bool of_servers = false;  // only of a station with a number of servers
};

struct FigureTable {
  std::string_view entity;  // "each ..."
  std::string_view group;   // what stands behind the measure in a figure's name
  std::span<const FigureKind> figures;
};

// All of them, in the order in which a run gives them.
std::span<const FigureTable> figure_tables();

class Figures {
 public:
  explicit Figures(const Network& network);
  Figures(const Figures&) = delete;  // its readings know where it stands
  Figures& operator=(const Figures&) = delete;

  const std::vector<Kpi>& kpis() const { return kpis_; }

  // Values of one run: begin() at the end of the warm-up, then values() at the end.
  class Reading {
   public:
    explicit Reading(const Figures& figures) : figures_(&figures) {}
    void begin(SimTime now, NetworkState& state);
    std::vector<KpiValue> values(SimTime now, NetworkState& state) const;

    void save(ImageWriter& image) const {
      image.column(first_);
      image.column(first_squared_);
    }
    void load(ImageReader& image);  // throws ImageError

   private:
    const Figures* figures_;
    std::vector<KpiValue> first_;        // [n_figures], or empty before begin()
    std::vector<double> first_squared_;  // the same, of FigureKind::less_squared
  };

 private:
  struct Item {
    const FigureKind* kind = nullptr;
    std::size_t row = 0;
    std::size_t hazard = 0;
    double unit = 1;
  };
  struct Entity {
    std::string_view id;
    std::string_view country{};
    std::string_view hazard_id{};
    std::size_t row = 0;
    std::size_t hazard = 0;
    const Product* product = nullptr;  // none: nothing is counted in display units
    bool has_servers = true;
  };

  const Product* product_of(std::size_t stock) const;
  void add(std::span<const FigureKind> kinds, const Entity& entity);
  void add_bullwhip();
  FigureAt at(const Item& item, SimTime now, const NetworkState& state) const;
  static KpiValue read(const Item& item, const FigureAt& at);

  const Network& network_;
  std::vector<Kpi> kpis_;
  std::vector<Item> items_;  // [n_kpis without the quotients]
  // The value of one figure over that of another, behind all others: rows of both.
  std::vector<std::pair<std::size_t, std::size_t>> quotients_;
};

}  // namespace korus
