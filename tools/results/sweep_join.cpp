#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <optional>

#include "tools/results/output_group.hpp"
#include "tools/results/result_reader.hpp"
#include "tools/results/sweep_seal.hpp"
#include "tools/results/sweep_storage.hpp"
#include "tools/results/whole_file.hpp"
#include "tools/scenario/word_list.hpp"

namespace korus {
namespace {

constexpr const char* groups[] = {"kpi", "summary", "series", "series_all"};

// Names of a group's members, in the order of their names.
std::vector<std::string> members(const ResultReader& file, const std::string& group) {
  std::vector<std::string> names;
  if (file.has(group)) {
    const auto add = [](hid_t, const char* name, const H5L_info_t*, void* to) -> herr_t {
      static_cast<std::vector<std::string>*>(to)->emplace_back(name);
      return 0;
    };
    checked(H5Literate_by_name(file.id(), group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add,
                               &names, H5P_DEFAULT),
            "read", group);
  }
  return names;
}

Hdf5Handle open_dataset(hid_t file, const std::string& path) {
  return {checked(H5Dopen2(file, path.c_str(), H5P_DEFAULT), "open", path), H5Dclose};
}

std::vector<hsize_t> extents(const Hdf5Handle& dataset) {
  const Hdf5Handle space(checked(H5Dget_space(dataset.id()), "read", "a shape"), H5Sclose);
  std::vector<hsize_t> shape(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space.id())));
  H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr);
  return shape;
}

// HDF5 takes a % in the name of a source for the beginning of a specifier.
std::string without_specifiers(const std::string& name) {
  std::string result;
  for (const char c : name) {
    result += c == '%' ? "%%" : std::string(1, c);
  }
  return result;
}

// A variable of all points, made after that of a part.
class JoinedVariable {
 public:
  JoinedVariable(hid_t output, const ResultReader& part, std::string path, hsize_t points)
      : path_(std::move(path)), output_(output) {
    const Hdf5Handle model = open_dataset(part.id(), path_);
    shape_ = extents(model);
    shape_[0] = points;
    type_.emplace(checked(H5Dget_type(model.id()), "read", path_), H5Tclose);
    properties_.emplace(checked(H5Dget_create_plist(model.id()), "read", path_), H5Pclose);
    const std::string dimensions = part.text_attribute(path_, "dimensions");
    for (const std::string_view name : split_words(dimensions, ' ')) {
      dimensions_.emplace_back(name);
    }
    dimensions_.insert(dimensions_.begin(), "point");
  }

  void create_copied() { create(properties_->id()); }

  // Chunks as they are.
  void copy(const ResultReader& part, hsize_t first) {
    const Hdf5Handle from = open_dataset(part.id(), path_);
    const Hdf5Handle space(checked(H5Dget_space(from.id()), "read", path_), H5Sclose);
    hsize_t count = 0;
    checked(H5Dget_num_chunks(from.id(), space.id(), &count), "read", path_);
    std::vector<hsize_t> offset(shape_.size());
    std::vector<std::byte> bytes;
    for (hsize_t i = 0; i < count; ++i) {
      unsigned mask = 0;
      haddr_t address = 0;
      hsize_t size = 0;
      checked(H5Dget_chunk_info(from.id(), space.id(), i, offset.data(), &mask, &address, &size),
              "read", path_);
      bytes.resize(size);
      std::uint32_t filters = 0;
      checked(H5Dread_chunk(from.id(), H5P_DEFAULT, offset.data(), &filters, bytes.data()), "read",
              path_);
      offset[0] += first;
      write_raw_chunk(*stored_, offset, filters, bytes);
    }
  }

  void create_virtual(const std::vector<JoinedPart>& parts, const std::filesystem::path& folder) {
    const Hdf5Handle properties(checked(H5Pcreate(H5P_DATASET_CREATE), "describe", path_),
                                H5Pclose);
    checked(
        H5Pset_attr_creation_order(properties.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "describe", path_);
    std::vector<std::byte> missing(H5Tget_size(type_->id()));
    checked(H5Pget_fill_value(properties_->id(), type_->id(), missing.data()), "describe", path_);
    checked(H5Pset_fill_value(properties.id(), type_->id(), missing.data()), "describe", path_);
    const Hdf5Handle space = described(shape_);
    for (const JoinedPart& part : parts) {
      std::vector<hsize_t> count = shape_;
      count[0] = part.count;
      std::vector<hsize_t> start(shape_.size(), 0);
      start[0] = part.first;
      checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                                  nullptr),
              "describe", path_);
      const std::string name =
          without_specifiers(std::filesystem::relative(part.path, folder).string());
      checked(H5Pset_virtual(properties.id(), space.id(), name.c_str(), ("/" + path_).c_str(),
                             described(count).id()),
              "describe", path_);
    }
    create(properties.id());
  }

  // What the part's variable says of itself, and the scales of its group.
  void describe(const ResultReader& part) {
    const Hdf5Handle model = open_dataset(part.id(), path_);
    for (hsize_t i = 0; i < static_cast<hsize_t>(H5Aget_num_attrs(model.id())); ++i) {
      const Hdf5Handle attribute(checked(H5Aopen_by_idx(model.id(), ".", H5_INDEX_CRT_ORDER,
                                                        H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT),
                                         "read", path_),
                                 H5Aclose);
      copy_attribute(attribute);
    }
    const std::string group = path_.substr(0, path_.find('/') + 1);
    for (unsigned axis = 0; axis < dimensions_.size(); ++axis) {
      const Hdf5Handle scale = open_dataset(output_, group + dimensions_[axis]);
      attach_scale(*stored_, scale, axis);
    }
  }

 private:
  static Hdf5Handle described(const std::vector<hsize_t>& shape) {
    return {checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                    "describe", "a shape"),
            H5Sclose};
  }

  void copy_attribute(const Hdf5Handle& attribute) {
    std::string name(static_cast<std::size_t>(H5Aget_name(attribute.id(), 0, nullptr)) + 1, '\0');
    checked(H5Aget_name(attribute.id(), name.size(), name.data()), "read", path_);
    name.pop_back();
    if (name == "dimensions") {
      return;
    }
    const Hdf5Handle type(checked(H5Aget_type(attribute.id()), "read", name), H5Tclose);
    const Hdf5Handle space(checked(H5Aget_space(attribute.id()), "read", name), H5Sclose);
    std::vector<std::byte> value(H5Tget_size(type.id()));
    checked(H5Aread(attribute.id(), type.id(), value.data()), "read", name);
    const Hdf5Handle copied(checked(H5Acreate2(stored_->id(), name.c_str(), type.id(), space.id(),
                                               H5P_DEFAULT, H5P_DEFAULT),
                                    "write", name),
                            H5Aclose);
    checked(H5Awrite(copied.id(), type.id(), value.data()), "write", name);
  }

  void create(hid_t properties) {
    stored_.emplace(checked(H5Dcreate2(output_, path_.c_str(), type_->id(), described(shape_).id(),
                                       H5P_DEFAULT, properties, H5P_DEFAULT),
                            "create", path_),
                    H5Dclose);
  }

  std::string path_;
  hid_t output_;
  std::vector<hsize_t> shape_;
  std::vector<std::string> dimensions_;
  std::optional<Hdf5Handle> type_;
  std::optional<Hdf5Handle> properties_;
  std::optional<Hdf5Handle> stored_;
};

void write_parts_group(const Hdf5Handle& file, const std::vector<JoinedPart>& parts) {
  OutputGroup group(file, "parts", "The files this was joined from");
  std::vector<std::string> names;
  std::vector<std::string> sums;
  std::vector<std::int64_t> first;
  std::vector<std::int64_t> count;
  for (const JoinedPart& part : parts) {
    names.push_back(part.path.filename().string());
    sums.push_back(part.sha256);
    first.push_back(static_cast<std::int64_t>(part.first));
    count.push_back(static_cast<std::int64_t>(part.count));
  }
  group.add_dimension("part", names, {{"long_name", "Name of the file"}});
  group.add_variable("first_point", {"part"}, first, {{"long_name", "Its first point"}});
  group.add_variable("points", {"part"}, count, {{"long_name", "Number of its points"}});
  group.add_variable("sha256", {"part"}, sums,
                     {{"long_name", "SHA-256 of the file without its first 512 bytes"}});
}

class Join {
 public:
  Join(const std::vector<JoinedPart>& parts, const std::filesystem::path& folder, JoinKind kind)
      : parts_(parts), folder_(folder), kind_(kind) {}

  void into(const std::filesystem::path& path) {
    const Hdf5Handle file(checked(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "open", "it"),
                          H5Fclose);
    const ResultReader model(parts_.front().path);
    const auto points = static_cast<hsize_t>(ResultReader(path).whole_attribute("/", "points"));
    std::vector<JoinedVariable> variables;
    for (const char* group : groups) {
      for (const std::string& name : members(model, group)) {
        variables.emplace_back(file.id(), model, std::string(group) + "/" + name, points);
        kind_ == JoinKind::copied ? variables.back().create_copied()
                                  : variables.back().create_virtual(parts_, folder_);
        variables.back().describe(model);
      }
    }
    for (const JoinedPart& part : parts_) {
      const ResultReader from(part.path);
      for (JoinedVariable& variable : variables) {
        if (kind_ == JoinKind::copied) {
          variable.copy(from, part.first);
        }
      }
      take_failures(from);
    }
    if (!failed_.empty()) {
      store_failures(file, failed_, reasons_);
    }
    write_parts_group(file, parts_);
    variables.clear();
    checked(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), "complete",
            "it");  // closing tells of no failure
  }

 private:
  void take_failures(const ResultReader& part) {
    if (part.has("failures")) {
      std::ranges::copy(part.whole_numbers("failures/point"), std::back_inserter(failed_));
      std::ranges::copy(part.words("failures/reason"), std::back_inserter(reasons_));
    }
  }

  const std::vector<JoinedPart>& parts_;
  const std::filesystem::path& folder_;
  JoinKind kind_;
  std::vector<std::int64_t> failed_;
  std::vector<std::string> reasons_;
};

// One process at a time, for another's unfinished file has the same name. Waits for its turn; where a
// file system has no locks for folders, there is no turn to wait for.
class FolderTurn {
 public:
  explicit FolderTurn(const std::filesystem::path& folder)
      : file_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    while (file_ >= 0 && flock(file_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~FolderTurn() {
    if (file_ >= 0) {
      close(file_);
    }
  }
  FolderTurn(const FolderTurn&) = delete;
  FolderTurn& operator=(const FolderTurn&) = delete;

 private:
  int file_;
};

}  // namespace

void join_parts(const std::filesystem::path& plan_file, const std::vector<JoinedPart>& parts,
                const std::filesystem::path& output, JoinKind kind) {
  const SilentHdf5 silence;
  const std::filesystem::path part = part_path(output);
  const std::filesystem::path folder = std::filesystem::absolute(output).parent_path();
  std::error_code error_of_folder;  // told by the check
  std::filesystem::create_directories(folder, error_of_folder);
  const FolderTurn turn(folder);
  check_whole_file(output);
  write_whole_file(part, unsealed(plan_file));
  try {
    Join(parts, folder, kind).into(part);
    finish_whole_file(part, output);
  } catch (const OutputError& error) {
    remove_whole_file(part);
    throw OutputError(fmt::format("cannot write '{}': {}", output.string(), error.what()));
  }
}

}  // namespace korus
