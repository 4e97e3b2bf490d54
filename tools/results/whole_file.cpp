#include "tools/results/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "tools/results/result_file.hpp"

namespace korus {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& step, const fs::path& path, int error) {
  throw OutputError("cannot " + step + " '" + path.string() +
                    "': " + std::generic_category().message(error));
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

class Descriptor {
 public:
  Descriptor(fs::path path, int flags)
      : path_(std::move(path)), file_(open(path_.c_str(), flags | O_CLOEXEC, 0666)) {
    if (file_ < 0) {
      refuse("open", path_, errno);
    }
  }
  ~Descriptor() { ::close(file_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::span<const std::byte> contents) {
    while (!contents.empty()) {
      const ssize_t written = ::write(file_, contents.data(), contents.size());
      if (written >= 0) {
        contents = contents.subspan(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        refuse("write", path_, errno);
      }
    }
  }

  // To the disk, not to the page cache only. EINVAL: a file system that cannot sync a folder.
  void sync() {
    if (fsync(file_) != 0 && errno != EINVAL) {
      refuse("sync", path_, errno);
    }
  }

 private:
  fs::path path_;
  int file_;
};

void make_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    refuse("create folder", path, error.value());
  }
}

void rename_part(const fs::path& part, const fs::path& path) {
  std::error_code error;
  fs::rename(part, path, error);
  if (error) {
    refuse("rename the part to", path, error.value());
  }
}

void check_target(const fs::path& path) {
  make_folders(folder_of(path));
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) {
    refuse("replace", path, EISDIR);
  }
  if (fs::exists(status) && !fs::is_regular_file(status)) {  // a rename would remove the device
    refuse("replace what is no ordinary file,", path, EINVAL);
  }
}

// `finish` gives the part, which is on the disk, its name.
template <class Finish>
void write_part_then(const fs::path& path, std::span<const std::byte> contents,
                     const std::string& writer, const Finish& finish) {
  check_target(path);
  const fs::path part = part_path(path, writer);
  try {
    Descriptor file(part, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(contents);
    file.sync();
    finish(part);
  } catch (const OutputError&) {
    unlink(part.c_str());
    throw;
  }
  Descriptor(folder_of(path), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace

fs::path part_path(const fs::path& path, const std::string& writer) {
  fs::path part = path;
  part += (writer.empty() ? "" : "." + writer) + ".part";
  return part;
}

void check_whole_file(const fs::path& path) {
  check_target(path);
  const fs::path part = part_path(path);
  const Descriptor file(part, O_WRONLY | O_CREAT);
  unlink(part.c_str());
}

void write_whole_file(const fs::path& path, std::span<const std::byte> contents,
                      const std::string& writer) {
  write_part_then(path, contents, writer, [&](const fs::path& part) { rename_part(part, path); });
}

void write_first_file(const fs::path& path, std::span<const std::byte> contents,
                      const std::string& writer) {
  write_part_then(path, contents, writer, [&](const fs::path& part) {
    if (link(part.c_str(), path.c_str()) == 0 || errno == EEXIST) {
      unlink(part.c_str());
    } else {  // a file system without a second name for a file
      rename_part(part, path);
    }
  });
}

void finish_whole_file(const fs::path& part, const fs::path& path) {
  Descriptor(part, O_RDONLY).sync();
  rename_part(part, path);
  Descriptor(folder_of(path), O_RDONLY | O_DIRECTORY).sync();
}

void remove_whole_file(const fs::path& path) {
  for (const fs::path& file : {path, part_path(path)}) {
    std::error_code error;
    fs::remove(file, error);
  }
}

}  // namespace korus
