import pkg

pkg.main()
