#include <skillmeat/net/curl_client.hpp>
#include <skillmeat/sys/interrupt.hpp>
#include <skillmeat/sys/standard_streams.hpp>

#include <app/commands/registry.hpp>
#include <app/run_main.hpp>

int main(int argc, char** argv) {
    using namespace skillmeat;
    sys::open_missing_standard_descriptors();
    sys::install_signal_handlers();
    const auto environment = sys::make_process_environment();
    const auto files = sys::make_disk();
    const auto processes = sys::make_process_runner();
    const auto http = net::make_curl_client(*environment);
    const sys::SystemClock clock;
    auto streams = app::make_real_streams(*environment);
    app::Context context({streams, *environment, *files, clock, *processes, *http},
                         app::registry());
    return app::run_main(argc, argv, context);
}
