// A law in words: "exponential(4)", "lognormal(mean=4, scv=0.5)".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/law.hpp"
#include "tools/scenario/law_form.hpp"

namespace korus {

struct LawArgument {
  std::string_view name;
  double value = 0;
  ArgumentUnit unit = ArgumentUnit::none;
};

struct LawInWords {
  Law law;
  std::vector<LawArgument> arguments;  // as written, in the order of the law's own
  std::vector<std::string>
      troubles;  // all that is wrong, with the text; the law then means nothing
};

// A name and its arguments, by position or by name. Blanks and a pair of quotes around it all are
// passed over.
LawInWords read_law(std::string_view text);

// One spelling for each law, which reads back as the same; of a law that is not scaled.
std::string law_text(const Law& law);

}  // namespace korus
