module zi.example/examples

go 1.19

require zi.example/zi v0.0.0

replace zi.example/zi => ../../bindings/go
