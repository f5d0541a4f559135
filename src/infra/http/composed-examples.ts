/** The part of JSON Schema from which examples are composed. */
export interface ExampleSchema {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly items?: ExampleSchema;
  readonly properties?: Readonly<Record<string, ExampleSchema>>;
  readonly allOf?: readonly ExampleSchema[];
  readonly oneOf?: readonly ExampleSchema[];
  readonly anyOf?: readonly ExampleSchema[];
}

const SCHEMAS = '#/components/schemas/';

/** Composes examples as Swagger UI and Redoc do: the schema's own example, else composed of its parts. */
export class ComposedExamples {
  /** Paths without an example: properties of schemas, or parts of operations. */
  readonly missing = new Set<string>();

  constructor(private readonly schemas: Readonly<Record<string, ExampleSchema>>) {}

  /** @param path its name in `missing` when it has no example */
  of(schema: ExampleSchema, path: string): unknown {
    if (schema.example !== undefined) return schema.example;
    if (schema.examples !== undefined) return schema.examples[0];
    if (schema.$ref !== undefined) {
      const name = schema.$ref.slice(SCHEMAS.length);
      return this.of(this.schemas[name] ?? {}, name);
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    const [first] = schema.oneOf ?? schema.anyOf ?? [];
    if (first) return this.of(first, path);
    if (schema.items) return [this.of(schema.items, `${path}[]`)];
    if (schema.properties || schema.allOf) return this.ofParts(schema, path);
    if (schema.default !== undefined) return schema.default;
    this.missing.add(path);
    return undefined;
  }

  private ofParts({ allOf = [], properties = {} }: ExampleSchema, path: string): object {
    const parts = allOf.map((part) => this.of(part, path) as object);
    const own = Object.entries(properties).map(([name, property]) => [name, this.of(property, `${path}.${name}`)]);
    return Object.assign({}, ...parts, Object.fromEntries(own)) as object;
  }
}
