/*
 * A calendar as the parser leaves it (jCal, RFC 7265): plain arrays. Reading them directly costs a twentieth of what the
 * parser's own objects cost, which look for the time zones of the whole file at every value.
 */

export type JCalValue = string | number | boolean | readonly string[] | Readonly<Record<string, unknown>>;

export type JCalProperty = readonly [
  name: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  type: string,
  ...values: JCalValue[],
];

export type JCalComponent = readonly [
  name: string,
  properties: readonly JCalProperty[],
  components: readonly JCalComponent[],
];

export function componentsOf([, , components]: JCalComponent, name: string): JCalComponent[] {
  return components.filter((component) => component[0] === name);
}

export function propertiesOf([, properties]: JCalComponent, name: string): JCalProperty[] {
  return properties.filter((property) => property[0] === name);
}

export function propertyOf(component: JCalComponent, name: string): JCalProperty | undefined {
  return component[1].find((property) => property[0] === name);
}

export function valuesOf([, , , ...values]: JCalProperty): readonly JCalValue[] {
  return values;
}

/** The first value of the first property of this name, when it is a text. */
export function textOf(component: JCalComponent, name: string): string | undefined {
  const value = propertyOf(component, name)?.[3];
  return typeof value === 'string' ? value : undefined;
}

export function parameterOf([, parameters]: JCalProperty, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === 'string' ? value : value?.[0];
}
