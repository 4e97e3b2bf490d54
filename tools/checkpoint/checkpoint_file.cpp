#include "tools/checkpoint/checkpoint_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "engine/image.hpp"
#include "tools/results/whole_file.hpp"
#include "tools/scenario/sha256.hpp"

namespace korus {
namespace {

constexpr std::string_view magic = "KORUSRUN";
constexpr std::uint32_t format_version = 5;
constexpr std::size_t sha_length = 64;
constexpr std::size_t header_length = magic.size() + sizeof(format_version) + sha_length;

void put(ImageWriter& image, const std::string& text) {
  image.column(std::vector<char>(text.begin(), text.end()));
}
void take(ImageReader& image, std::string& text) {
  std::vector<char> letters;
  image.column(letters);
  text.assign(letters.begin(), letters.end());
}

void put(ImageWriter& image, const ReplicationResult& result) {
  image.value(result.digest);
  image.value(result.events);
  image.column(result.series);
  image.column(result.kpis);
  image.column(result.causes);
}
void take(ImageReader& image, ReplicationResult& result) {
  image.value(result.digest);
  image.value(result.events);
  image.column(result.series);
  image.column(result.kpis);
  image.column(result.causes);
}

// The one list of what tells a run from others.
void each_field(auto& run, auto&& text, auto&& number) {
  text(run.scenario_path);
  text(run.scenario_sha256);
  text(run.series);
  text(run.output);
  text(run.command_line);
  number(run.seed);
  number(run.replications);
  number(run.first_stage);
  number(run.precision);
}

void put(ImageWriter& image, const std::vector<std::string>& texts) {
  image.value(std::uint64_t{texts.size()});
  for (const std::string& text : texts) {
    put(image, text);
  }
}
void take(ImageReader& image, std::vector<std::string>& texts) {
  std::uint64_t count = 0;
  image.value(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    take(image, texts.emplace_back());
  }
}

void put(ImageWriter& image, const RunIdentity& run) {
  each_field(
      run, [&](const std::string& text) { put(image, text); },
      [&](auto number) { image.value(number); });
  put(image, run.overrides);
  put(image, run.precision_of);
}
void take(ImageReader& image, RunIdentity& run) {
  each_field(
      run, [&](std::string& text) { take(image, text); },
      [&](auto& number) { image.value(number); });
  take(image, run.overrides);
  take(image, run.precision_of);
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string contents_of(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) {
    throw ImageError("it is a folder");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw ImageError("it cannot be opened: " + std::generic_category().message(errno));
  }
  std::string contents{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    throw ImageError("it cannot be read");
  }
  return contents;
}

// What follows the header, once the header vouches for it.
std::span<const std::byte> checked_body(std::span<const std::byte> contents) {
  if (contents.size() < header_length) {
    throw ImageError("it is cut short: not even its header is whole");
  }
  if (text_of(contents.first(magic.size())) != magic) {
    throw ImageError("it is not a checkpoint of Korus");
  }
  std::uint32_t version = 0;
  std::memcpy(&version, contents.data() + magic.size(), sizeof(version));
  if (version != format_version) {
    throw ImageError(
        fmt::format("it has format version {}, this program reads {}", version, format_version));
  }
  const auto sha = contents.subspan(magic.size() + sizeof(version), sha_length);
  const auto body = contents.subspan(header_length);
  if (sha256_hex(text_of(body)) != text_of(sha)) {
    throw ImageError("it is cut short or altered: its checksum does not hold");
  }
  return body;
}

Checkpoint parsed(std::span<const std::byte> body) {
  ImageReader image(body);
  Checkpoint checkpoint;
  std::string korus_version;
  take(image, korus_version);
  if (korus_version != KORUS_VERSION) {
    throw ImageError(
        fmt::format("it was written by Korus {}, this is {}", korus_version, KORUS_VERSION));
  }
  std::string layout;
  take(image, layout);
  if (layout != KORUS_LAYOUT) {
    throw ImageError(
        "it was written by another build of Korus, which laid its state out otherwise");
  }
  take(image, checkpoint.run);
  for (std::uint64_t i = 0; i < checkpoint.run.replications; ++i) {
    bool is_finished = false;
    image.value(is_finished);
    auto& finished = checkpoint.finished.emplace_back();
    if (is_finished) {
      take(image, finished.emplace());
    }
    image.column(checkpoint.images.emplace_back());
  }
  image.expect_end();
  return checkpoint;
}

}  // namespace

void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint) {
  ImageWriter image;
  put(image, std::string(KORUS_VERSION));
  put(image, std::string(KORUS_LAYOUT));
  put(image, checkpoint.run);
  for (std::size_t i = 0; i < checkpoint.finished.size(); ++i) {
    image.value(checkpoint.finished[i].has_value());
    if (checkpoint.finished[i]) {
      put(image, *checkpoint.finished[i]);
    }
    image.column(checkpoint.images[i]);
  }
  const std::vector<std::byte> body = image.take();
  std::string file{magic};
  file.append(reinterpret_cast<const char*>(&format_version), sizeof(format_version));
  file += sha256_hex(text_of(body));
  file += text_of(body);
  write_whole_file(path, std::as_bytes(std::span(file)));
}

Checkpoint read_checkpoint(const std::filesystem::path& path) {
  try {
    const std::string contents = contents_of(path);
    return parsed(checked_body(std::as_bytes(std::span(contents))));
  } catch (const ImageError& error) {
    throw CheckpointError(fmt::format("cannot go on from '{}': {}", path.string(), error.what()));
  }
}

}  // namespace korus
