#pragma once

#include <string>
#include <string_view>

#include <skillmeat/ops/services.hpp>

#include <app/context.hpp>

namespace skillmeat::app::commands {

/// Shows what a scan is doing on the progress line.
class ScanProgressLine final : public ops::ScanProgress {
  public:
    explicit ScanProgressLine(Context& context) : context_(context) {}
    void begin(std::size_t sources) override { total_ = sources; }
    void update(std::string_view source_id, std::string_view phase) override {
        context_.progress.update(std::string(phase) + " " + std::string(source_id), done_, total_);
    }
    void finish(std::string_view) override { ++done_; }
    void end() { context_.progress.finish(); }

  private:
    Context& context_;
    std::size_t total_ = 0;
    std::size_t done_ = 0;
};

}  // namespace skillmeat::app::commands
