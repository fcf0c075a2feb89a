module zi.example/zi

go 1.19
