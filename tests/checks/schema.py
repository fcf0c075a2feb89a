"""A small validator for the part of JSON Schema 2020-12 that docs/*.schema.json use. A keyword it does not know is an error, so that no
part of a schema is silently ignored."""
import fractions
import re

NOTES = {"$schema", "$id", "$defs", "title", "description", "examples", "$comment", "format"}
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool) or isinstance(v, float) and v.is_integer(),
}


def problems(value, schema, root=None, path="$"):
    root = schema if root is None else root
    if schema is True:
        return []
    if schema is False:
        return [f"{path}: not allowed"]
    found = []
    for word, rule in schema.items():
        if word in NOTES:
            continue
        elif word == "$ref":
            target = root
            for step in rule.removeprefix("#/").split("/"):
                target = target[step]
            found += problems(value, target, root, path)
        elif word == "type":
            if not any(TYPES[name](value) for name in ([rule] if isinstance(rule, str) else rule)):
                found.append(f"{path}: {value!r:.60} is not of type {rule}")
        elif word == "const":
            found += [] if value == rule else [f"{path}: {value!r:.60} is not {rule!r}"]
        elif word == "enum":
            found += [] if value in rule else [f"{path}: {value!r:.60} is none of {rule}"]
        elif word == "pattern":
            if isinstance(value, str) and not re.search(rule, value):
                found.append(f"{path}: {value!r:.60} does not match {rule}")
        elif word == "minLength":
            found += [f"{path}: shorter than {rule}"] if isinstance(value, str) and len(value) < rule else []
        elif word == "minimum":
            found += [f"{path}: {value} is less than {rule}"] if TYPES["number"](value) and value < rule else []
        elif word == "maximum":
            found += [f"{path}: {value} is more than {rule}"] if TYPES["number"](value) and value > rule else []
        elif word == "exclusiveMinimum":
            found += [f"{path}: {value} is not more than {rule}"] if TYPES["number"](value) and value <= rule else []
        elif word == "multipleOf":
            # Decimals as they are written: 3.62 is a multiple of 0.01.
            if TYPES["number"](value) and (fractions.Fraction(str(value)) / fractions.Fraction(str(rule))).denominator != 1:
                found.append(f"{path}: {value} is no multiple of {rule}")
        elif word == "anyOf":
            each = [problems(value, one, root, path) for one in rule]
            if all(each):
                found.append(f"{path}: fits no alternative: " + "; ".join(one[0] for one in each))
        elif word == "required":
            found += [f"{path}: no {name}" for name in rule if isinstance(value, dict) and name not in value]
        elif word in ("properties", "additionalProperties", "patternProperties"):
            if word != "additionalProperties":
                continue_with = {"properties": lambda key, name: key == name, "patternProperties": lambda key, name: re.search(name, key)}[word]
                for name, one in rule.items():
                    for key in value if isinstance(value, dict) else ():
                        if continue_with(key, name):
                            found += problems(value[key], one, root, f"{path}.{key}")
            elif isinstance(value, dict):
                for key in value:
                    known = key in schema.get("properties", {}) or any(re.search(name, key) for name in schema.get("patternProperties", {}))
                    if not known:
                        found += problems(value[key], rule, root, f"{path}.{key}")
        elif word == "propertyNames":
            for key in value if isinstance(value, dict) else ():
                found += problems(key, rule, root, f"{path}: the name {key}")
        elif word == "items":
            for i, one in enumerate(value if isinstance(value, list) else ()):
                found += problems(one, rule, root, f"{path}[{i}]")
        elif word == "minItems":
            found += [f"{path}: fewer than {rule} items"] if isinstance(value, list) and len(value) < rule else []
        else:
            raise ValueError(f"schema keyword {word} is not known to this validator")
    return found
