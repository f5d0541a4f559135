/**
 * @typedef {Record<string, any>} Json
 * @typedef {'request' | 'answer'} Direction who writes what the schema describes: clients, or the API
 * @typedef {(place: string, what: string) => void} Report
 */

/** Constraints on requests: a lower maximum or a higher minimum rejects what was accepted before. */
const UPPER = ['maximum', 'maxLength', 'maxItems'];
const LOWER = ['minimum', 'minLength', 'minItems'];

/** Compares two versions of a schema, resolving references on both sides. */
export class SchemaBreaks {
  /** @type {Set<string>} schemas compared already; they may be recursive */
  #compared = new Set();

  /**
   * @param {Json} before a document
   * @param {Json} after
   * @param {Report} report
   */
  constructor(before, after, report) {
    this.before = before;
    this.after = after;
    this.report = report;
  }

  /**
   * @param {Json | undefined} before
   * @param {Json | undefined} after
   * @param {Direction} direction
   * @param {string} place
   */
  compare(before, after, direction, place) {
    if (!before || !after) return;
    // Named schemas are compared once, wherever they are used.
    if (before.$ref && before.$ref === after.$ref) {
      const name = `${before.$ref.split('/').at(-1)} in ${direction}s`;
      if (this.#compared.has(name)) return;
      this.#compared.add(name);
      place = name;
    }
    const [was, is] = [whole(this.before, before), whole(this.after, after)];
    const [choices, choicesNow] = [was.oneOf ?? was.anyOf, is.oneOf ?? is.anyOf];
    if (choices || choicesNow) {
      this.#union(choices ?? [before], choicesNow ?? [after], direction, place);
      return;
    }
    this.#types(was, is, direction, place);
    this.#values(was, is, direction, place);
    if (direction === 'request') this.#bounds(was, is, place);
    else if (was.format !== undefined && was.format !== is.format)
      this.report(place, `format ${was.format} became ${is.format ?? 'any'}`);
    this.#members(was, is, direction, place);
    this.compare(was.items, is.items, direction, `${place}/items`);
  }

  /**
   * Unions: in requests every former variant has to be accepted still; in responses every variant has to be known
   * already, except errors, to which variants may be added, but not removed.
   * @param {readonly Json[]} before
   * @param {readonly Json[]} after
   * @param {Direction} direction
   * @param {string} place
   */
  #union(before, after, direction, place) {
    const fits = (/** @type {Json} */ was, /** @type {Json} */ is) => {
      /** @type {string[]} */
      const found = [];
      new SchemaBreaks(this.before, this.after, (_place, what) => found.push(what)).compare(was, is, direction, '');
      return found.length === 0;
    };
    const [known, wanted] = direction === 'request' ? [after, before] : [before, after];
    for (const one of wanted) {
      const [was, is] = direction === 'request' ? [one, null] : [null, one];
      const same = known.find((other) => this.#name(other) === this.#name(one));
      if (same) this.compare(was ?? same, is ?? same, direction, `${place}/${this.#name(one)}`);
      else if (!known.some((other) => fits(was ?? other, is ?? other)) && !this.#code(one))
        this.report(
          place,
          direction === 'request' ? `${this.#name(one)} is not taken any more` : `may be ${this.#name(one)} now`,
        );
    }
    if (direction === 'request') return;
    const codes = new Set(after.map((one) => codeOf(whole(this.after, one))));
    for (const one of before) {
      const code = codeOf(whole(this.before, one));
      if (code !== undefined && !codes.has(code)) this.report(place, `error ${code} was removed`);
    }
  }

  /** @param {Json} schema */
  #name(schema) {
    return schema.$ref?.split('/').at(-1) ?? [schema.type ?? 'a value', schema.format ?? []].flat().join(' ');
  }

  /** @param {Json} schema */
  #code(schema) {
    return codeOf(whole(this.after, schema)) !== undefined;
  }

  /**
   * @param {Json} was
   * @param {Json} is
   * @param {Direction} direction
   * @param {string} place
   */
  #types(was, is, direction, place) {
    const [types, typesNow] = [typesOf(was), typesOf(is)];
    const [needed, given] = direction === 'request' ? [types, typesNow] : [typesNow, types];
    const isTaken = (/** @type {string} */ type) => given.has(type) || (type === 'integer' && given.has('number'));
    const isWider = needed.size === 0 ? given.size > 0 : given.size > 0 && ![...needed].every(isTaken);
    if (isWider) this.report(place, `type ${shown(types)} became ${shown(typesNow)}`);
  }

  /**
   * Enums. A new value in a response is compatible: clients have to accept unknown values.
   * @param {Json} was
   * @param {Json} is
   * @param {Direction} direction
   * @param {string} place
   */
  #values(was, is, direction, place) {
    const [values, valuesNow] = [valuesOf(was), valuesOf(is)];
    if (direction === 'request') {
      if (valuesNow && !values) this.report(place, 'became a choice');
      for (const value of values ?? [])
        if (valuesNow && !valuesNow.includes(value)) this.report(place, `value ${value} was removed`);
      if (was.default !== undefined && JSON.stringify(was.default) !== JSON.stringify(is.default))
        this.report(place, `default ${JSON.stringify(was.default)} became ${JSON.stringify(is.default)}`);
    } else if (values && !valuesNow) this.report(place, 'is no choice any more');
    else if (was.const !== undefined && is.const !== was.const)
      this.report(place, `constant ${was.const} became ${is.const ?? 'a choice'}`);
  }

  /**
   * @param {Json} was
   * @param {Json} is
   * @param {string} place
   */
  #bounds(was, is, place) {
    for (const bound of UPPER)
      if (is[bound] < (was[bound] ?? Infinity))
        this.report(place, `${bound} ${was[bound] ?? 'none'} became ${is[bound]}`);
    for (const bound of LOWER)
      if (is[bound] > (was[bound] ?? (bound === 'minimum' ? -Infinity : 0)))
        this.report(place, `${bound} ${was[bound] ?? 'none'} became ${is[bound]}`);
    for (const rule of ['pattern', 'format'])
      if (is[rule] !== undefined && is[rule] !== was[rule])
        this.report(place, `${rule} ${was[rule] ?? 'none'} became ${is[rule]}`);
    if (is.uniqueItems && !was.uniqueItems) this.report(place, 'items have to be different now');
    if (is.additionalProperties === false && was.additionalProperties === true)
      this.report(place, 'takes no members of other names any more');
  }

  /**
   * @param {Json} was
   * @param {Json} is
   * @param {Direction} direction
   * @param {string} place
   */
  #members(was, is, direction, place) {
    const [members, membersNow] = [was.properties ?? {}, is.properties ?? {}];
    const [required, requiredNow] = [new Set(was.required ?? []), new Set(is.required ?? [])];
    for (const [name, member] of Object.entries(members)) {
      const here = `${place}/${name}`;
      if (!(name in membersNow)) this.report(here, 'was removed');
      else this.compare(member, membersNow[name], direction, here);
      if (direction === 'answer' && required.has(name) && name in membersNow && !requiredNow.has(name))
        this.report(here, 'became optional');
    }
    if (direction === 'request')
      for (const name of requiredNow) if (!required.has(name)) this.report(`${place}/${name}`, 'became required');
  }
}

/**
 * The schema with references resolved and `allOf` merged.
 * @param {Json} document
 * @param {Json} schema
 * @returns {Json}
 */
function whole(document, schema) {
  if (schema.$ref) return whole(document, { ...at(document, schema.$ref), ...schema, $ref: undefined });
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  return [...allOf.map((/** @type {Json} */ part) => whole(document, part)), own].reduce(
    (sum, part) => ({
      ...sum,
      ...part,
      ...(sum.properties || part.properties ? { properties: { ...sum.properties, ...part.properties } } : {}),
      required: [...(sum.required ?? []), ...(part.required ?? [])],
    }),
    {},
  );
}

/**
 * @param {Json} document
 * @param {string} reference `#/components/schemas/Booking`
 * @returns {Json}
 */
export function at(document, reference) {
  const steps = reference.slice(2).split('/');
  return steps.reduce((part, step) => part[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

/** @param {Json} schema @returns {Set<string>} none when it may be anything */
function typesOf({ type }) {
  return new Set([type ?? []].flat());
}

/** @param {Json} schema @returns {readonly unknown[] | undefined} */
function valuesOf({ enum: values, const: value }) {
  return values ?? (value === undefined ? undefined : [value]);
}

/** Error code of an error's schema, a constant. @param {Json} schema */
function codeOf({ properties }) {
  return properties?.code?.const;
}

/** @param {Set<string>} types */
function shown(types) {
  return types.size > 0 ? [...types].join(' or ') : 'anything';
}
