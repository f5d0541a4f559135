import type { Schema } from '../support/json-schema.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Header {
  readonly schema: Schema;
}

export interface Answered {
  readonly content: ReadonlyMap<string, Schema>;
  readonly headers: ReadonlyMap<string, Header>;
}

export interface Operation {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** As it stands in the document: `/api/v1/bookings/{id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly schema: Schema; readonly required: boolean; readonly examples: readonly unknown[] };
  readonly responses: ReadonlyMap<string, Answered>;
  /** Which schemes it takes; an empty text stands for nobody signed in. */
  readonly schemes: readonly string[];
  readonly requiredScope?: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of parsed JSON
type Json = Record<string, any>;

/** An OpenAPI document, read for those who send what it describes; its references are followed. */
export class Description {
  readonly operations: readonly Operation[];

  constructor(readonly document: Json) {
    this.operations = Object.entries(document['paths'] as Record<string, Json>).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, operation]) => operation.operationId !== undefined)
        .map(([method, operation]) => this.operation(path, method, operation)),
    );
  }

  /** The operation that answers GET at a path, filled in or not. */
  reader(path: string): Operation | undefined {
    return this.matching('GET', path).sort((one, other) => one.parameters.length - other.parameters.length)[0];
  }

  /** Operations that a path may be of, filled in or not. */
  matching(method: string, path: string): Operation[] {
    return this.operations.filter((operation) => operation.method === method && patternOf(operation.path).test(path));
  }

  methodsOf(path: string): string[] {
    return this.operations.filter((operation) => operation.path === path).map(({ method }) => method);
  }

  /** Follows references until there is none. */
  resolve(schema: Schema): Schema {
    return schema.$ref ? this.resolve({ ...this.at<Schema>(schema.$ref), ...schema, $ref: undefined }) : schema;
  }

  private at<Part>(reference: string): Part {
    const steps = reference.slice(2).split('/');
    return steps.reduce<Json>(
      (part, step) => part[step.replaceAll('~1', '/').replaceAll('~0', '~')],
      this.document,
    ) as Part;
  }

  private follow<Part extends object>(part: Part | { readonly $ref: string }): Part {
    return '$ref' in part ? this.follow(this.at<Part>(part.$ref)) : part;
  }

  private operation(path: string, method: string, written: Json): Operation {
    const json = written['requestBody']?.content?.['application/json'];
    return {
      id: written['operationId'],
      method: method.toUpperCase(),
      path,
      parameters: (written['parameters'] ?? []).map((parameter: Parameter) => this.follow(parameter)),
      body: json && {
        schema: json.schema,
        required: written['requestBody'].required === true,
        examples: Object.values(json.examples ?? {}).map((example) => (example as Json)['value']),
      },
      responses: new Map(
        Object.entries(written['responses'] as Json).map(([status, response]) => [
          status,
          this.answered(this.follow<Json>(response)),
        ]),
      ),
      schemes: (written['security'] ?? this.document['security'] ?? []).map(
        (requirement: object) => Object.keys(requirement)[0] ?? '',
      ),
      requiredScope: written['x-required-scope'],
    };
  }

  private answered(response: Json): Answered {
    const entries = <Value>(part: Json | undefined, valueOf: (value: Json) => Value) =>
      new Map(Object.entries(part ?? {}).map(([name, value]) => [name, valueOf(value as Json)]));
    return {
      content: entries(response['content'], ({ schema }) => schema as Schema),
      headers: entries(response['headers'], (header) => this.follow<Header>(header as Header)),
    };
  }
}

export function parametersIn(operation: Operation, place: Parameter['in']): readonly Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

/** Types without `null`. */
export function typesOf({ type }: Schema): readonly string[] {
  return [type ?? []].flat().filter((name) => name !== 'null');
}

export function isNullable({ type }: Schema): boolean {
  return Array.isArray(type) && type.includes('null');
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
