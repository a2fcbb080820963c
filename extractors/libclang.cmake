# libclang, the newest there is: Debian keeps each version in a directory of its own. Only the library is linked, and
# none of LLVM's CMake files asked, which want everything that LLVM was built with.
set(libclang_roots)
foreach(version RANGE 30 14 -1)
  list(APPEND libclang_roots /usr/lib/llvm-${version})
endforeach()
find_path(LIBCLANG_INCLUDE_DIR clang-c/Index.h HINTS ${libclang_roots} PATH_SUFFIXES include)
cmake_path(GET LIBCLANG_INCLUDE_DIR PARENT_PATH libclang_root)
find_library(LIBCLANG_LIBRARY clang HINTS ${libclang_root} PATH_SUFFIXES lib)
if(NOT LIBCLANG_INCLUDE_DIR OR NOT LIBCLANG_LIBRARY)
  message(FATAL_ERROR "libclang (14 or newer) is missing: install libclang-19-dev, or what your system calls it")
endif()
add_library(libclang UNKNOWN IMPORTED GLOBAL)
set_target_properties(libclang PROPERTIES IMPORTED_LOCATION ${LIBCLANG_LIBRARY}
                                          INTERFACE_INCLUDE_DIRECTORIES ${LIBCLANG_INCLUDE_DIR})
# Its own headers: stddef.h, immintrin.h. Left alone it looks for them beside the program that uses it.
file(GLOB libclang_headers ${libclang_root}/lib/clang/*/include/stddef.h)
list(SORT libclang_headers COMPARE NATURAL ORDER DESCENDING)
if(libclang_headers)
  list(GET libclang_headers 0 libclang_header)
  cmake_path(GET libclang_header PARENT_PATH libclang_resources)
  cmake_path(GET libclang_resources PARENT_PATH libclang_resources)
  target_compile_definitions(libclang INTERFACE SEAMAP_CLANG_RESOURCES="${libclang_resources}")
endif()
# Facts that one libclang gave are not those of another: its name is part of the keys of the cache.
file(REAL_PATH ${LIBCLANG_LIBRARY} libclang_file)
cmake_path(GET libclang_file FILENAME SEAMAP_LIBCLANG)
set(SEAMAP_LIBCLANG ${SEAMAP_LIBCLANG} CACHE INTERNAL "")
