# SPDX-License-Identifier: GPL-3.0-or-later
# pos_flags: how our own code is compiled. pos_library/pos_program: one folder, one target.
add_library(pos_flags INTERFACE)
target_compile_features(pos_flags INTERFACE cxx_std_20)
target_include_directories(pos_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(pos_flags INTERFACE
    QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH QT_NO_KEYWORDS QT_STRICT_ITERATORS QT_MESSAGELOGCONTEXT SPDLOG_FMT_EXTERNAL)
target_compile_options(pos_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wno-sign-conversion
    -fno-omit-frame-pointer)
if(POS_WERROR)
    target_compile_options(pos_flags INTERFACE -Werror)
endif()
# What users run: addresses settled before main(), no library that is not needed.
target_link_options(pos_flags INTERFACE $<$<CONFIG:RelWithDebInfo>:LINKER:-z,relro,-z,now,--as-needed>)
find_program(POS_LLD ld.lld)
if(POS_LLD)
    target_link_options(pos_flags INTERFACE -fuse-ld=lld)
endif()
if(POS_SANITIZE STREQUAL "address")
    target_compile_options(pos_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined)
    target_link_options(pos_flags INTERFACE -fsanitize=address,undefined)
elseif(POS_SANITIZE STREQUAL "thread")
    target_compile_options(pos_flags INTERFACE -fsanitize=thread)
    target_link_options(pos_flags INTERFACE -fsanitize=thread)
    # As objects: of an archive the linker would take nothing, the C library has the functions too.
    add_library(pos_tsan OBJECT ${CMAKE_CURRENT_LIST_DIR}/TsanClone.cpp ${CMAKE_CURRENT_LIST_DIR}/TsanC11Threads.cpp)
    target_sources(pos_flags INTERFACE $<TARGET_OBJECTS:pos_tsan>)
endif()

# pos_library(NAME LINKS …): a static library of every source in the folder (not below it).
function(pos_library name)
    cmake_parse_arguments(ARG "RECURSE" "" "LINKS;PCH" ${ARGN})
    if(ARG_RECURSE)
        file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
    else()
        file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    endif()
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC pos_flags ${ARG_LINKS})
    target_precompile_headers(${name} PRIVATE ${ARG_PCH}
        <QString> <QByteArray> <QList> <QJsonObject> <QJsonArray> <tl/expected.hpp> <memory> <functional> <vector>)
endfunction()

function(pos_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE pos_flags ${ARG_LINKS})
    target_compile_definitions(${name} PRIVATE POS_VERSION="${PROJECT_VERSION}")
endfunction()
