# cmake -DROOT=schemas -DOUTPUT=x.cpp -P embed.cmake: writes every JSON Schema below ROOT into a source
# file that defines embedded_schemas(), declared in embedded.hpp.
file(GLOB_RECURSE names RELATIVE ${ROOT} ${ROOT}/*.json)
list(SORT names)
set(rows "")
foreach(name IN LISTS names)
    file(READ ${ROOT}/${name} text)
    string(APPEND rows "    EmbeddedSchema{\"${name}\", R\"schema(${text})schema\"sv},\n")
endforeach()
file(WRITE ${OUTPUT} "#include <array>

#include <app/commands/schema/embedded.hpp>

namespace skillmeat::app::commands {
namespace {

using namespace std::literals;  // the compiler knows these lengths; counting them passes its limits

constexpr std::array all{
${rows}};

}  // namespace

std::span<const EmbeddedSchema> embedded_schemas() { return all; }

}  // namespace skillmeat::app::commands
")
