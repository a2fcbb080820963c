# The targets tree_sitter (runtime) and tree_sitter_python (grammar). They come from the npm packages that
# package-lock.json pins, so that everybody parses alike; where those are not installed (a distribution's build), the
# system's libraries do.
set(runtime ${PROJECT_SOURCE_DIR}/node_modules/tree-sitter/vendor/tree-sitter/lib)
set(grammar ${PROJECT_SOURCE_DIR}/node_modules/tree-sitter-python/src)

if(EXISTS ${runtime}/src/lib.c AND EXISTS ${grammar}/parser.c)
  # Not ours: optimised in every preset, without our warnings and sanitizers.
  add_library(tree_sitter STATIC ${runtime}/src/lib.c)
  target_include_directories(tree_sitter SYSTEM PUBLIC ${runtime}/include PRIVATE ${runtime}/src)
  add_library(tree_sitter_python STATIC ${grammar}/parser.c ${grammar}/scanner.c)
  target_include_directories(tree_sitter_python PRIVATE ${grammar} SYSTEM INTERFACE ${grammar})
  target_compile_definitions(tree_sitter_python INTERFACE SEAMAP_GRAMMAR_SOURCE)
  foreach(target tree_sitter tree_sitter_python)
    target_compile_definitions(${target} PRIVATE _DEFAULT_SOURCE _POSIX_C_SOURCE=200112L)
    target_compile_options(${target} PRIVATE -w -O2)
    set_target_properties(${target} PROPERTIES C_STANDARD 11 EXPORT_COMPILE_COMMANDS OFF)
  endforeach()

  # The grammar's scanner takes its memory where the runtime does.
  target_compile_definitions(tree_sitter_python PRIVATE TREE_SITTER_REUSE_ALLOCATOR)
  target_link_libraries(tree_sitter_python PRIVATE tree_sitter)

  # Whoever passes the binary on passes on their code, too.
  set(licenses ${CMAKE_INSTALL_DOCDIR}/licenses)
  install(FILES ${PROJECT_SOURCE_DIR}/node_modules/tree-sitter/LICENSE DESTINATION ${licenses} RENAME tree-sitter.txt)
  install(FILES ${PROJECT_SOURCE_DIR}/node_modules/tree-sitter-python/LICENSE DESTINATION ${licenses}
          RENAME tree-sitter-python.txt)
  install(FILES ${runtime}/src/unicode/LICENSE DESTINATION ${licenses} RENAME icu.txt)
else()
  pkg_check_modules(TREE_SITTER IMPORTED_TARGET tree-sitter>=0.22)
  pkg_check_modules(TREE_SITTER_PYTHON IMPORTED_TARGET tree-sitter-python>=0.23)
  if(NOT TREE_SITTER_FOUND OR NOT TREE_SITTER_PYTHON_FOUND)
    message(FATAL_ERROR "tree-sitter >= 0.22 and its Python grammar >= 0.23 are missing: run `npm ci --ignore-scripts` "
                        "(or ./bootstrap.sh setup) in ${PROJECT_SOURCE_DIR}")
  endif()
  add_library(tree_sitter ALIAS PkgConfig::TREE_SITTER)
  add_library(tree_sitter_python ALIAS PkgConfig::TREE_SITTER_PYTHON)
endif()
