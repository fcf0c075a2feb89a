// Assess loads rules, assesses a unit and columns, and tries an answer. docs/go.md shows this file; a test compares what it prints.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"

	"zi.example/zi"
)

func main() {
	rules, err := zi.Loader{Language: zi.English}.Load("../../rules/zi-2021.zi")
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	fmt.Printf("%s: %d questions\n", rules.Title(zi.English), len(rules.Things(zi.Questions, zi.English)))

	// A synthetic unit.
	unit := []byte(`{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "B.I.a": "3.59"}}`)
	ctx, ask := context.Background(), zi.Ask{AsOf: "2026-05-31", Language: zi.English}
	a, err := rules.Assess(ctx, unit, ask)
	if err != nil {
		log.Fatal(err)
	}
	total := a.Scores["total"]
	fmt.Printf("total %v = %s, at most %v; WBK %v\n", total.Certain, total.Decimal, total.Possible, a.Predicates["WBK"].Verdict)

	// An answer that is none of the options: everything that is wrong is told.
	_, err = rules.Assess(ctx, []byte(`{"id": "sintetis-2", "answers": {"A.I.1.i.a": "Yes"}}`), ask)
	var refused *zi.Error
	if errors.As(err, &refused) {
		for _, d := range refused.Diagnostics {
			fmt.Printf("%s at %s of %s: %s\n", d.Code, d.Path, d.Unit, d.Message)
		}
	}

	// What would another answer change?
	session, err := rules.Open(ctx, unit, ask)
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	if _, err := session.SetAnswer("A.I.1.i.b", "", []byte(`"A"`)); err != nil {
		log.Fatal(err)
	}
	certain, _, err := session.Score("total")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("with A.I.1.i.b = A: total %v\n", certain)

	// Three units as columns: a place among the options, 0 being the first; the last unit has not answered.
	prepared, err := rules.Prepare(zi.PrepareOptions{AsOf: ask.AsOf, Predicates: []string{"WBK"}, Scores: []string{"A.I.1"}})
	if err != nil {
		log.Fatal(err)
	}
	defer prepared.Close()
	result, err := prepared.Assess(ctx, []zi.Column{{Name: "A.I.1.i.a", Values: []uint8{0, 1, 0}, Given: []bool{true, true, false}}}, zi.Run{})
	if err != nil {
		log.Fatal(err)
	}
	scores := result.Scores["A.I.1"]
	for row, verdict := range result.Verdicts["WBK"] {
		fmt.Printf("row %d: A.I.1 from %s to %s, WBK %v\n", row, scores.Rat(scores.Certain[row]).RatString(), scores.Rat(scores.Possible[row]).RatString(), verdict)
	}
}
