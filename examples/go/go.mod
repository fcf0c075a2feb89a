module service

go 1.19

require github.com/zi/zi/bindings/go v0.0.0

replace github.com/zi/zi/bindings/go => ../../bindings/go
