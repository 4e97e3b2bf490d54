#include "tools/verify/case_runs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "engine/context.hpp"
#include "engine/ensure.hpp"
#include "models/balance.hpp"
#include "models/shop.hpp"
#include "models/site.hpp"

namespace korus {
namespace {

std::vector<std::string> texts_of(const std::vector<PlacedText>& set) {
  std::vector<std::string> result;
  std::ranges::transform(set, std::back_inserter(result), &PlacedText::text);
  return result;
}

bool same_scenario(const RunSetup& a, const RunSetup& b) {
  return a.scenario.text == b.scenario.text && texts_of(a.set) == texts_of(b.set);
}

// "--set:2:7" is the seventh character of the set-up's second override.
Diagnostic in_setup(Diagnostic found, const RunSetup& setup) {
  if (found.file == "--set" && found.line >= 1 &&
      static_cast<std::size_t>(found.line) <= setup.set.size()) {
    const Origin& text = setup.set[static_cast<std::size_t>(found.line) - 1].origin;
    found.file = text.file;
    found.line = text.line;
    found.column += text.column;  // a quote stands before its first character
  } else if (found.file == setup.scenario.text && found.message.starts_with("can not be read")) {
    const Origin& named = setup.scenario.origin;
    found = {named.file, named.line, named.column,
             "scenario: '" + setup.scenario.text + "' " + found.message};
  }
  return found;
}

Breach breach_of(const Defect& defect) {
  const std::string_view said = defect.what();
  if (dynamic_cast<const Imbalance*>(&defect) != nullptr) {
    return Breach::balance;
  }
  if (dynamic_cast<const NegativeStock*>(&defect) != nullptr ||
      said.find(only_goods_on_hand) != std::string_view::npos) {
    return Breach::negative_stock;
  }
  return said.find(time_goes_on) != std::string_view::npos ? Breach::time_order : Breach::other;
}

std::unique_ptr<LoadedNetwork> load(const RunSetup& setup, Diagnostics& diagnostics) {
  if (setup.scenario.text.empty()) {
    return nullptr;  // told when the set-up was read
  }
  try {
    auto loaded =
        std::make_unique<LoadedNetwork>(read_network(setup.scenario.text, texts_of(setup.set)));
    loaded->network.causes = false;  // no row asks for them, and they take their time
    return loaded;
  } catch (const ScenarioError& error) {
    for (const Diagnostic& found : error.diagnostics) {
      const Diagnostic told = in_setup(found, setup);
      diagnostics.add({told.file, told.line, told.column}, told.message);
    }
    return nullptr;
  }
}

}  // namespace

Outcome guarded(const std::function<ReplicationResult()>& body) {
  try {
    return {.kpis = body().kpis};
  } catch (const Defect& defect) {
    Outcome outcome{.breach = breach_of(defect), .defect = defect.what()};
    if (const auto* imbalance = dynamic_cast<const Imbalance*>(&defect)) {
      outcome.residual = std::abs(static_cast<double>(imbalance->residual));
    }
    return outcome;
  } catch (const Gridlock& gridlock) {
    return {.breach = Breach::other, .defect = gridlock.what()};
  }
}

const Kpi* Variant::kpi(std::string_view name) const {
  const auto found = std::ranges::find(scorecard->kpis(), name, &Kpi::name);
  return found == scorecard->kpis().end() ? nullptr : &*found;
}

std::vector<KpiValue> Variant::values(std::string_view name, std::size_t n) const {
  const auto place = static_cast<std::size_t>(kpi(name) - scorecard->kpis().data());
  std::vector<KpiValue> result;
  for (std::size_t i = 0; i < n; ++i) {
    result.push_back(outcomes[i].kpis[place]);
  }
  return result;
}

std::size_t CaseRuns::add(const RunSetup& setup, std::uint64_t seed, int replications,
                          Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < variants_.size(); ++i) {
    if (variants_[i].seed == seed && same_scenario(variants_[i].setup, setup)) {
      variants_[i].replications = std::max(variants_[i].replications, replications);
      return i;
    }
  }
  Variant variant{.setup = setup, .seed = seed, .replications = replications};
  variant.loaded = load(setup, diagnostics);
  if (variant.loaded) {
    variant.scorecard = std::make_unique<Scorecard>(variant.loaded->network);
    variant.times = series_times(variant.loaded->network);
  }
  variants_.push_back(std::move(variant));
  return variants_.size() - 1;
}

std::vector<std::function<void()>> CaseRuns::tasks() {
  std::vector<std::function<void()>> result;
  for (Variant& variant : variants_) {
    variant.outcomes.resize(static_cast<std::size_t>(variant.replications));
    for (std::size_t i = 0; i < variant.outcomes.size(); ++i) {
      result.emplace_back([this, &variant, i] { run(variant, i); });
    }
  }
  return result;
}

// The first replication is looked at record by record, the others at their ends.
void CaseRuns::run(Variant& variant, std::size_t replication) const {
  variant.outcomes[replication] = guarded([&] {
    return runner_(variant.loaded->network, variant.times, *variant.scorecard,
                   {.seed = variant.seed,
                    .replication = replication,
                    .record_series = false,
                    .check_every_record = replication == 0});
  });
}

}  // namespace korus
