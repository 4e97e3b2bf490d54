// Which kinds of record there are and which keys each may hold: the records' own descriptions, by
// name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace korus {

// A column that is part of an id that a table need not spell out; `otherwise` stands in for an
// empty cell.
struct IdPart {
  std::string_view field;
  std::string_view otherwise;
};

class Schema {
 public:
  Schema();

  // Keys of a kind, "simulation" included; a law has three: x, x_low, x_high.
  const std::vector<std::string>& fields_of(std::string_view kind) const;

  // "" where it is known, else `unknown ... "x"; did you mean "y"?`.
  std::string objection_to_kind(std::string_view kind) const;
  std::string objection_to_field(std::string_view kind, std::string_view field) const;

  // "" where the id is well formed.
  static std::string objection_to_id(std::string_view id);

  // How a table's id follows from other columns, joined by ':'; empty: it does not.
  static std::vector<IdPart> id_parts(std::string_view kind);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> fields_;
  std::vector<std::string> kinds_;
};

}  // namespace korus
