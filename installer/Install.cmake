# SPDX-License-Identifier: Apache-2.0
# What is installed where: the layout of the packages. Man pages, completions and the SBOM are made
# of the built programs; the target "documents" does it, since they must run for it.
include(GNUInstallDirs)

if(TARGET remit AND TARGET remit-studio)
  set(documents "${CMAKE_BINARY_DIR}/documents")
  set(stamp "${documents}/made")
  file(GLOB document_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/*.awk"
    "${CMAKE_CURRENT_LIST_DIR}/*.sh" "${CMAKE_CURRENT_LIST_DIR}/licences.txt")
  add_custom_command(OUTPUT "${stamp}"
    COMMAND sh "${CMAKE_SOURCE_DIR}/installer/documents.sh" "$<TARGET_FILE_DIR:remit>"
      "${documents}" "${PROJECT_VERSION}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS remit remit-studio ${document_sources}
    COMMENT "Man pages, completions and the SBOM" VERBATIM)
  add_custom_target(documents DEPENDS "${stamp}")
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_custom_target(documents_of_all ALL DEPENDS documents)
  endif()

  install(TARGETS remit remit-studio RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/samples" DESTINATION "${CMAKE_INSTALL_DATADIR}/remit"
    USE_SOURCE_PERMISSIONS PATTERN ".remit-local" EXCLUDE)
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/schemas"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/remit")
  install(FILES installer/desktop/remit-studio.desktop
    DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
  install(FILES installer/desktop/remit-studio.xml
    DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages")
  install(FILES resources/icons/remit-studio.svg
    DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
  install(DIRECTORY installer/desktop/icons/
    DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/mimetypes")
  install(FILES "${documents}/org.remitstudio.studio.metainfo.xml"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
  install(DIRECTORY "${documents}/man1" DESTINATION "${CMAKE_INSTALL_MANDIR}")
  install(FILES "${documents}/completions/remit.bash" RENAME remit
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
  install(FILES "${documents}/completions/_remit"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
  install(FILES "${documents}/completions/remit.fish"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
  install(FILES "${documents}/remit-studio.spdx.json" README.md
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/remit-studio")
endif()
