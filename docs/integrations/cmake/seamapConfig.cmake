# find_package(seamap) gives the program as the target seamap::seamap, and:
#
#   seamap_add_diagrams(TARGET <name> [ALL] [CHECK]
#     [SOURCES <file or directory>...]
#     OUTPUT <file or directory> [VIEWS <view>...] [FORMAT <format>]   # or
#     INJECT <page>...
#     [ENTRY <symbol>...] [OPTIONS <option>...] [COMMENT <text>])
#
# Adds a target that draws diagrams, again when a source was changed, added or removed, and writes them only when they
# come out different. Paths are seen from CMAKE_CURRENT_SOURCE_DIR.
#
#   ALL      build it by default
#   CHECK    add the test <name>, which fails when the diagrams that are there are stale, and says what mends it
#   SOURCES  what is drawn; default: `sources` of seamap.yaml, or else the current source directory
#   OUTPUT   a file for one view; a directory, with a slash at its end, for any number of views
#   INJECT   pages whose seamap markers are filled in
#   OPTIONS  more words of the command line, such as --max-nodes 20
cmake_minimum_required(VERSION 3.20...3.25) # DEPFILE for Makefiles, too

include("${CMAKE_CURRENT_LIST_DIR}/seamapTargets.cmake")

function(seamap_add_diagrams)
  cmake_parse_arguments(PARSE_ARGV 0 arg "ALL;CHECK" "TARGET;OUTPUT;FORMAT;COMMENT" "SOURCES;VIEWS;INJECT;ENTRY;OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "seamap_add_diagrams: these words belong to no keyword: ${arg_UNPARSED_ARGUMENTS}")
  elseif(NOT arg_TARGET)
    message(FATAL_ERROR "seamap_add_diagrams: TARGET is missing")
  elseif((arg_OUTPUT AND arg_INJECT) OR NOT (arg_OUTPUT OR arg_INJECT))
    message(FATAL_ERROR "seamap_add_diagrams(TARGET ${arg_TARGET}): give either OUTPUT or INJECT")
  elseif(arg_INJECT AND (arg_VIEWS OR arg_FORMAT))
    message(FATAL_ERROR "seamap_add_diagrams(TARGET ${arg_TARGET}): the markers in pages for INJECT name their views and "
                        "formats")
  endif()

  set(directory "${CMAKE_CURRENT_SOURCE_DIR}")
  set(command seamap::seamap draw -C "${directory}")
  foreach(view IN LISTS arg_VIEWS)
    list(APPEND command --view "${view}")
  endforeach()
  if(arg_FORMAT)
    list(APPEND command --format "${arg_FORMAT}")
  endif()
  foreach(entry IN LISTS arg_ENTRY)
    list(APPEND command --entry "${entry}")
  endforeach()
  if(arg_OUTPUT)
    list(APPEND command -o "${arg_OUTPUT}")
  endif()
  foreach(page IN LISTS arg_INJECT)
    list(APPEND command --inject "${page}")
  endforeach()
  list(APPEND command ${arg_OPTIONS} ${arg_SOURCES})
  if(NOT arg_COMMENT)
    set(arg_COMMENT "Drawing ${arg_TARGET}")
  endif()

  # The diagrams keep their time when they come out the same, so a stamp says when they were drawn.
  set(base "${CMAKE_CURRENT_BINARY_DIR}/seamap/${arg_TARGET}")
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/seamap")
  set(forget)
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    # What CMake has gathered from depfiles only grows, and a file that is gone makes the target stale for ever. It
    # gathers anew where this is not there.
    set(forget COMMAND "${CMAKE_COMMAND}" -E rm -f
        "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${arg_TARGET}.dir/compiler_depend.internal")
  endif()
  add_custom_command(
    OUTPUT "${base}.stamp"
    COMMAND ${command} --depfile "${base}.d" --depfile-target "${base}.stamp"
    ${forget}
    COMMAND "${CMAKE_COMMAND}" -E touch "${base}.stamp"
    DEPFILE "${base}.d"
    COMMENT "${arg_COMMENT}"
    VERBATIM)
  set(all)
  if(arg_ALL)
    set(all ALL)
  endif()
  add_custom_target(${arg_TARGET} ${all} DEPENDS "${base}.stamp")
  if(arg_CHECK)
    add_test(NAME ${arg_TARGET} COMMAND ${command} --check)
  endif()
endfunction()
