// A result file as this program reads it back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/hdf5_step.hpp"

namespace korus {

// What is not there, or is of another kind, throws OutputError.
class ResultReader {
 public:
  explicit ResultReader(const std::filesystem::path& path);

  hid_t id() const { return file_.id(); }
  bool has(const std::string& name) const;               // its group must be there
  std::string attribute(const std::string& name) const;  // text of the root's
  std::int64_t whole_attribute(const std::string& object, const std::string& name) const;
  std::string text_attribute(const std::string& object, const std::string& name) const;

  std::size_t length(const std::string& name) const;
  std::vector<std::size_t> shape(const std::string& name) const;
  std::vector<double> numbers(const std::string& name) const;
  std::vector<std::int64_t> whole_numbers(const std::string& name) const;
  std::vector<std::string> words(const std::string& name) const;

 private:
  struct Opened {
    Hdf5Handle data;
    Hdf5Handle space;
  };
  Opened open(const std::string& name) const;
  Hdf5Handle file_;
};

}  // namespace korus
