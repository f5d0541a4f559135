import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../src/kernel/ids.js';
import type { Schema } from '../support/json-schema.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface NamedExample {
  readonly value: Readonly<Record<string, unknown>>;
}

interface Content {
  readonly content?: Readonly<
    Record<string, { readonly schema: Schema; readonly examples?: Readonly<Record<string, NamedExample>> }>
  >;
}

/** What the document says about one operation, with references to schemas and responses left as they are. */
interface Description {
  readonly operationId: string;
  readonly security: ReadonlyArray<Readonly<Record<string, unknown>>>;
  /** Of an API key; missing where no key is taken. */
  readonly 'x-required-scope'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}

interface Written extends Omit<Description, 'parameters'> {
  readonly parameters?: ReadonlyArray<Parameter | { readonly $ref: string }>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

export interface Operation extends Description {
  /** In capitals. */
  readonly method: string;
  /** Below `/api/v1`, with its parameters in braces: `/bookings/{id}`; `/health...` as it stands. */
  readonly path: string;
}

const PREFIX = '/api/v1';
const FILE = join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json');
const document = JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi;

/** Every operation of the committed document, so that what is generated from it covers new routes by itself. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, description]) => ({
    ...description,
    parameters: description.parameters?.map(parameterOf),
    method: method.toUpperCase(),
    path: path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path,
  })),
);

function parameterOf(written: Parameter | { readonly $ref: string }): Parameter {
  if (!('$ref' in written)) return written;
  const named = document.components.parameters[written.$ref.split('/').at(-1) ?? ''];
  if (!named) throw new Error(`The document has no ${written.$ref}.`);
  return named;
}

/** `GET /bookings/{id}`, for the names of tests. */
export function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** For `it.each`: the name of each operation, and the operation. */
export function byName(selected: readonly Operation[]): Array<[string, Operation]> {
  return selected.map((operation) => [nameOf(operation), operation]);
}

/** The schema itself, when this is a reference to it; the first one, where there is a choice. */
export function resolve(schema: Schema): Schema {
  const [first] = schema.oneOf ?? [];
  if (first) return resolve(first);
  if (!schema.$ref) return schema;
  const named = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  if (!named) throw new Error(`The document has no ${schema.$ref}.`);
  return { ...resolve(named), ...schema };
}

/** The schema of the JSON body, or undefined when the operation takes none. */
export function bodySchemaOf({ requestBody }: Operation): Schema | undefined {
  const schema = requestBody?.content?.['application/json']?.schema;
  return schema && resolve(schema);
}

export function parametersIn(operation: Operation, place: Parameter['in']): Parameter[] {
  return (operation.parameters ?? []).filter((parameter) => parameter.in === place);
}

/** Headers without which it is refused whatever is sent. */
export function neededHeaders(operation: Operation): Record<string, string> {
  const needed = parametersIn(operation, 'header').filter(({ required }) => required);
  return Object.fromEntries(needed.map(({ name }) => [name, 'test']));
}

/** Whether the operation looks at tokens at all. */
export function knowsCallers({ security }: Operation): boolean {
  return security.some((requirement) => 'bearer' in requirement);
}

/** Whether the operation answers callers who have no token. */
export function isOpen({ security }: Operation): boolean {
  return security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);
}

export function isUuid(schema: Schema): boolean {
  return resolve(schema).format === 'uuid';
}

/** A date, or a local time such as `20270131T090000`. */
export function isDate({ schema }: Parameter): boolean {
  return resolve(schema).format === 'date' || isLocalTime(schema);
}

function isLocalTime(schema: Schema): boolean {
  return resolve(schema).pattern === '^\\d{8}T\\d{6}$';
}

/** What is well-formed as this resource of the operation's path and names nothing. */
export function unknownName(operation: Operation, resource: string): string {
  const date = parametersIn(operation, 'path').find(
    (parameter) => isDate(parameter) && resource.endsWith(`{${parameter.name}}`),
  );
  if (!date) return newId();
  return isLocalTime(date.schema) ? '20310305T090000' : '2031-03-05';
}

/** The part of a path up to and with each of its parameters: what names one resource. */
export function resourcesOf({ path }: Operation): string[] {
  return [...path.matchAll(/\}/g)].map(({ index }) => path.slice(0, index + 1));
}

/** The path with its parameters filled in. */
export function fill(operation: Operation, valueOf: (resource: string) => string): string {
  return resourcesOf(operation).reduce(
    (path, resource) => path.replace(/\{[^}]+\}/, encodeURIComponent(valueOf(resource))),
    operation.path,
  );
}
