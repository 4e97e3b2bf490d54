// Which fields of a scenario a factor acts on, and what becomes of them.
#pragma once

#include <string>
#include <vector>

#include "models/records/scenario.hpp"
#include "tools/sweep/plan.hpp"

namespace korus {

struct FactorField {
  std::string kind;
  std::size_t row = 0;  // of its table; of the settings 0
  std::string name;
  std::string id;

  bool operator==(const FactorField&) const = default;
};

// The fields of this scenario that "kind.id.field" names, * standing for any characters of the id.
// Where it names none, `trouble` says why.
std::vector<FactorField> find_fields(const std::string& text, const Scenario& scenario,
                                     std::string& trouble);

// Whether x itself must be whole: what it is set to or moved by is counted, or a day.
bool takes_whole_numbers(const Scenario& scenario, const FactorField& field, FactorAction action);

// What is wrong with the field's new value, with its allowed range; "" where nothing is. The field is
// then changed.
std::string apply_factor(Scenario& scenario, const FactorField& field, FactorAction action,
                         const std::string& value);

}  // namespace korus
