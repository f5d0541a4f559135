import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;
type Parameters = NonNullable<NonNullable<OpenAPIObject['components']>['parameters']>;

/** Suffix of a component's name, by `in`. */
const PLACES: Readonly<Record<string, string>> = { path: 'Path', query: 'Query', header: 'Header', cookie: 'Cookie' };

/**
 * Deduplicates parameters: those that several operations share become components; the others stay inline. Defaults of
 * OpenAPI are left out.
 */
export function shareParameters(operations: readonly Operation[]): Parameters {
  for (const parameter of operations.flatMap(own)) if (parameter.required === false) delete parameter.required;
  const uses = new Map<string, number>();
  for (const parameter of operations.flatMap(own)) {
    const text = JSON.stringify(parameter);
    uses.set(text, (uses.get(text) ?? 0) + 1);
  }
  const names = new Map<string, string>();
  const shared: Parameters = {};
  // The most frequent variant gets the plain name.
  const frequent = [...uses].filter(([, count]) => count > 1).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  for (const [text] of frequent) {
    const parameter = JSON.parse(text) as Parameter;
    const name = freeName(nameOf(parameter), shared);
    names.set(text, name);
    shared[name] = parameter;
  }
  for (const operation of operations) {
    operation.parameters = operation.parameters?.map((parameter) => {
      const name = names.get(JSON.stringify(parameter));
      return name === undefined ? parameter : { $ref: `#/components/parameters/${name}` };
    });
    if (operation.parameters?.length === 0) delete operation.parameters;
  }
  return Object.fromEntries(Object.entries(shared).sort(([a], [b]) => a.localeCompare(b)));
}

function own({ parameters = [] }: Operation): Parameter[] {
  return parameters.filter((parameter): parameter is Parameter => 'in' in parameter);
}

function nameOf({ name, in: place }: Parameter): string {
  const words = name.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}${PLACES[place] ?? ''}`;
}

function freeName(wanted: string, taken: Parameters): string {
  let name = wanted;
  for (let count = 2; name in taken; count += 1) name = `${wanted}${count}`;
  return name;
}
