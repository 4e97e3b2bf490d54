// A scenario as written: kind -> id -> key -> cell, each with its place. Layers are such documents,
// laid one over another.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/scenario/value.hpp"

namespace korus {

struct Row {
  Origin origin;                                   // where the record first appears
  std::vector<std::pair<SharedText, Cell>> cells;  // each key once
  bool sound = true;                               // every cell could be read as its field

  std::vector<std::pair<std::string, Cell>> replaced_provenance;  // "source", "quality" of layers
                                                                  // that a later one wrote over

  const Cell* find(std::string_view key) const;

  // The row's source or quality as `file` gave it, for a number vouches only for the file it is in.
  const Cell* provenance(std::string_view key, std::string_view file) const;

  // Later wins.
  void put(const SharedText& key, Cell cell);

  // Before a later layer's `cell` is put: words take the place of a number and its two ends, so that
  // x_low and x_high go.
  void make_way(std::string_view key, const Cell& cell);
};

using Rows = std::map<std::string, Row, std::less<>>;

struct Document {
  Row header;      // "title"
  Row simulation;  // Settings
  std::map<std::string, Rows, std::less<>> tables;
  bool complete =
      true;  // false where a part could not be read: what is missing then is no further error

  const Rows* rows(std::string_view kind) const;
  const Row* find(std::string_view kind, std::string_view id) const;  // any id of "simulation"

  // Of the key where it was written, else of the record, else of the outermost file.
  Origin origin(std::string_view kind, std::string_view id, std::string_view key) const;

  // Later wins, key by key; a record stays where it first appeared.
  void lay_over(Document later);
};

}  // namespace korus
