module github.com/zi/zi/bindings/go

go 1.19
