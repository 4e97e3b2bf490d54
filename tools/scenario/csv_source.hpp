// Reads the text of one CSV table into a layer. The only place that knows the CSV library.
#pragma once

#include <string>

#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"
#include "tools/scenario/schema.hpp"

namespace korus {

// The first row names the columns. An empty cell is a field not given, a blank row is none. An id
// that the layer holds already is an error. `text` is UTF-8 without NUL.
void read_csv(const std::string& text, const std::string& file, const std::string& kind,
              const Schema& schema, Document& layer, Diagnostics& diagnostics);

}  // namespace korus
