#include <skillmeat/telemetry/traced_files.hpp>

#include <utility>

namespace skillmeat::telemetry {
namespace {

// A lock that nobody holds is had at once, and says nothing about the run.
constexpr std::int64_t noticeable_wait_ns = 10'000'000;

std::int64_t number(std::uint64_t bytes) {
    return static_cast<std::int64_t>(bytes);
}

/// What one change of the disk leaves behind.
class Change {
  public:
    Change(Recorder& recorder, std::string name, const sys::Path& path) : recorder_(recorder) {
        leaf_.name = std::move(name);
        leaf_.parent = recorder.current();
        leaf_.start_ns = recorder.now();
        set("file.path", path.string());
    }

    void set(std::string_view key, observe::Value value) {
        leaf_.attributes.emplace_back(key, std::move(value));
    }
    [[nodiscard]] std::int64_t took_ns() const { return recorder_.now() - leaf_.start_ns; }

    /// Tells of it when something happened, or failed to.
    template <class T>
    Result<T> tell(Result<T> result, bool happened) {
        if (!result) {
            recorder_.add(std::move(leaf_), &result.error());
        } else if (happened) {
            recorder_.add(std::move(leaf_), nullptr);
        }
        return result;
    }

  private:
    Recorder& recorder_;
    Leaf leaf_;
};

}  // namespace

Result<bool> TracedFiles::write(const Path& path, std::string_view bytes,
                                std::uint32_t create_mode) {
    Change change(recorder_, "file.write", path);
    change.set("file.size", number(bytes.size()));
    auto written = inner_.write(path, bytes, create_mode);
    const bool happened = written.value_or(false);
    return change.tell(std::move(written), happened);
}

Result<bool> TracedFiles::remove_file(const Path& path) {
    Change change(recorder_, "file.remove", path);
    auto removed = inner_.remove_file(path);
    const bool happened = removed.value_or(false);
    return change.tell(std::move(removed), happened);
}

Result<std::uint64_t> TracedFiles::remove_tree(const Path& path) {
    Change change(recorder_, "file.remove_tree", path);
    auto freed = inner_.remove_tree(path);
    const auto bytes = freed.value_or(0);
    change.set("file.size", number(bytes));
    return change.tell(std::move(freed), bytes != 0);
}

Result<void> TracedFiles::rename(const Path& from, const Path& to) {
    Change change(recorder_, "file.rename", to);
    change.set("renamed_from", from.string());
    return change.tell(inner_.rename(from, to), true);
}

Result<std::unique_ptr<sys::HeldLock>> TracedFiles::lock(const Path& path,
                                                         const sys::LockOptions& options) {
    Change change(recorder_, "file.lock", path);
    auto held = inner_.lock(path, options);
    const bool waited = change.took_ns() >= noticeable_wait_ns;
    return change.tell(std::move(held), waited);
}

}  // namespace skillmeat::telemetry
