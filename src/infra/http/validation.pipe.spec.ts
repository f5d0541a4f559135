import { ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { CodedError, type FieldError } from '../../kernel/coded-error.js';
import {
  BooleanField,
  EmailField,
  InstantField,
  IntegerField,
  JsonObjectField,
  PasswordField,
  LineField,
  TextField,
  TimeZoneField,
} from './fields.js';
import { readForm } from './form-bodies.js';
import { IdListField, TextListField } from './list-fields.js';
import { SortField } from './pagination/sort-field.js';
import { InputPipe } from './validation.pipe.js';

class Guest {
  @EmailField()
  email: string;
}

class Sample {
  @TextField({ max: 5, optional: true })
  title?: string;

  @TextField({ max: 5, optional: true, nullable: true })
  note?: string | null;

  @LineField({ max: 5, optional: true })
  name?: string;

  @TextListField({ max: 2, maxItems: 2, optional: true })
  tags?: string[];

  @PasswordField({ optional: true })
  password?: string;

  @InstantField({ optional: true })
  start?: Date;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @IntegerField({ min: 1, max: 10, optional: true })
  count?: number;

  @BooleanField({ optional: true })
  flag?: boolean;

  @IdListField({ max: 2, optional: true })
  ids?: string[];

  @JsonObjectField({ maxBytes: 20, optional: true })
  metadata?: object;

  @SortField(['createdAt', 'name'], 'name')
  sort?: string;

  @ValidateNested({ each: true })
  @Type(() => Guest)
  guests?: Guest[];
}

const pipe = new InputPipe();
const read = (value: unknown, type: 'body' | 'query' = 'body') =>
  pipe.transform(value, { type, metatype: Sample }) as Promise<Sample>;

async function faults(value: unknown, type: 'body' | 'query' = 'body'): Promise<readonly FieldError[]> {
  const error: unknown = await read(value, type).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CodedError)) throw new Error(`Expected a CodedError for ${JSON.stringify(value)}.`);
  expect(error.code).toBe('validation_failed');
  return error.occurrence.errors ?? [];
}

describe('input of a request', () => {
  it('trims text but never a password', async () => {
    await expect(read({ name: 'a\u00A0 \u2003b' })).resolves.toMatchObject({ name: 'a b' });
    await expect(read({ title: '  ab ', password: ' secret pass ' })).resolves.toMatchObject({
      title: 'ab',
      password: ' secret pass ',
    });
  });

  it('keeps an address in the one spelling of its mailbox', async () => {
    const emails = [' Ada@BÜCHER.example', 'Ada@bu\u0308cher.example', 'Ada@xn--bcher-kva.example\u200B'];
    const { guests } = await read({ guests: emails.map((email) => ({ email })) });
    expect(guests).toEqual(emails.map(() => ({ email: 'Ada@xn--bcher-kva.example' })));
  });

  it('reads a moment with an offset as the instant it means', async () => {
    const { start } = await read({ start: '2027-01-31T10:00:00+01:00' });
    expect(start?.toISOString()).toBe('2027-01-31T09:00:00.000Z');
  });

  it.each([
    ...['2027-01-31T10:00:00', '2027-01-31', '2027-13-01T10:00:00Z', '2027-02-30T10:00:00Z', 'tomorrow', 5],
    ...['0000-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '2200-01-01T00:00:00Z', '9999-12-31T12:00:00Z'],
  ])('refuses %p as a moment', async (start) => {
    expect(await faults({ start })).toEqual([expect.objectContaining({ pointer: '/start', code: 'is_instant' })]);
  });

  it.each(['Mars/Olympus', 'PST', '+01:00', '', 'x'.repeat(65)])('refuses %p as a time zone', async (timeZone) => {
    expect(await faults({ timeZone })).toHaveLength(1);
  });

  it('names an unknown field and where it stands', async () => {
    expect(await faults({ guests: [{ email: 'a@b.co', 'a/b': 1 }] })).toEqual([
      { pointer: '/guests/0/a~1b', field: 'guests[0].a/b', message: 'is not a known field', code: 'unknown_field' },
    ]);
  });

  it('says which field was probably meant', async () => {
    const messages = async (value: unknown) => (await faults(value)).map(({ message }) => message);
    expect(await messages({ titel: 'Maths' })).toEqual(['is not a known field; did you mean title?']);
    expect(await messages({ guests: [{ email: 'a@b.co', emial: 'a@b.co' }] })).toEqual([
      'is not a known field; did you mean email?',
    ]);
  });

  it('says of what is missing that it is', async () => {
    expect(await faults({ guests: [{}] })).toEqual([
      { pointer: '/guests/0/email', field: 'guests[0].email', message: 'is missing', code: 'required' },
    ]);
  });

  it.each<[string, object]>([
    ['a text', { title: '❤️❤️❤️' }],
    ['a line', { name: '❤️❤️❤️' }],
    ['one of a list', { tags: ['❤️', '❤️a'] }],
    ['a password', { password: '❤️'.repeat(65) }],
  ])('counts the characters of %s as its column does', async (_case, value) => {
    expect(await faults(value)).toEqual([expect.objectContaining({ code: 'is_length' })]);
    await expect(read({ title: '😀😀😀😀😀', name: '😀❤️', tags: ['❤️', '😀😀'] })).resolves.toBeInstanceOf(Sample);
  });

  it.each(['😀😀\u202E', '😀😀\r\nB', '😀😀\u200Ba'])('looks at every line that is short enough: %j', async (name) => {
    expect(await faults({ name })).toEqual([expect.objectContaining({ code: 'is_line' })]);
  });

  it('names every fault at once', async () => {
    const found = await faults({ title: 'too long', count: 11, guests: [{ email: 'no' }] });
    expect(found.map(({ pointer }) => pointer)).toEqual(['/title', '/count', '/guests/0/email']);
  });

  it('gives no pointer for a parameter', async () => {
    expect(await faults({ count: 'many' }, 'query')).toEqual([
      expect.not.objectContaining({ pointer: expect.anything() as string }),
    ]);
  });

  it.each(['a\0b', '\ud800', 'ab\udc00'])('refuses text that cannot be stored: %j', async (title) => {
    expect(await faults({ title })).toEqual([expect.objectContaining({ code: 'is_well_formed' })]);
  });

  it('refuses such text in a free object and its names too', async () => {
    expect(await faults({ metadata: { a: ['\0'] } })).toHaveLength(1);
    expect(await faults({ metadata: { '\0': 1 } })).toHaveLength(1);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('refuses a member that every object has: %s', async (name) => {
    const named = JSON.parse(`{"${name}":1}`) as object;
    const fault = (pointer: string) => expect.objectContaining({ pointer, code: 'unknown_field' }) as FieldError;
    expect(await faults(named)).toEqual([fault(`/${name}`)]);
    expect(await faults({ guests: [{ email: 'a@b.test' }, named] })).toEqual([fault(`/guests/1/${name}`)]);
    expect(await faults({ metadata: named })).toEqual([fault(`/metadata/${name}`)]);
    expect(await faults(named, 'query')).toEqual([expect.objectContaining({ field: name, code: 'unknown_field' })]);
  });

  it('measures free objects as they are read', async () => {
    expect(await read({ metadata: { a: 1.5, b: [2, 3] } })).toBeDefined();
    expect(await faults({ metadata: { a: 1e300 } })).toEqual([expect.objectContaining({ code: 'max_bytes' })]);
    expect(await faults({ metadata: JSON.parse('{"a":1e400}') as object })).toEqual([
      expect.objectContaining({ code: 'is_finite' }),
    ]);
  });

  it('lists at most fifty faults, and says how many there are', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`unknown${index}`, 1]));
    const error = await read(unknown).catch((thrown: unknown) => thrown);
    expect((error as CodedError).occurrence.errors).toHaveLength(50);
    expect((error as CodedError).occurrence.detail).toMatch(/ \(and 70 more\)\.$/);
  });

  it('says of few unknown fields which were meant, and of none which lie beyond the list', async () => {
    const slips = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`title${index}`, 1]));
    const found = await faults(slips);
    expect(found.filter(({ message }) => message.endsWith('; did you mean title?'))).toHaveLength(10);
    expect(found.at(-1)).toMatchObject({ pointer: '/title49', message: 'is not a known field' });
  });

  it('counts the faults of a list that are not listed', async () => {
    const guests = Array.from({ length: 100 }, () =>
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`unknown${index}`, 1])),
    );
    const error = await read({ guests }).catch((thrown: unknown) => thrown);
    // Of each guest the address is missing as well.
    expect((error as CodedError).occurrence.detail).toMatch(/ \(and 5050 more\)\.$/);
    expect((error as CodedError).occurrence.errors?.at(-1)).toMatchObject({ pointer: '/guests/0/unknown49' });
  });

  it('lists fewer faults of each item of a batch', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`unknown${index}`, 1]));
    const refused = InputPipe.ofItems().transform(unknown, { type: 'body', metatype: Sample });
    const error = await refused.catch((thrown: unknown) => thrown);
    expect((error as CodedError).occurrence.errors).toHaveLength(10);
    expect((error as CodedError).occurrence.detail).toMatch(/ \(and 2 more\)\.$/);
  });

  it('refuses what is no whole number, without asking it for one', async () => {
    for (const count of [{ four: 4 }, [3], [], true, '', ' ', '3.5', '1e2', '0x10', 1.5, NaN])
      expect(await faults({ count })).toEqual([expect.objectContaining({ field: 'count' })]);
    for (const count of [{ toString: 1 }, { valueOf: 1 }]) expect(await faults({ count })).toHaveLength(1);
  });

  it('bounds a free object in bytes', async () => {
    expect(await faults({ metadata: { text: 'x'.repeat(20) } })).toEqual([
      expect.objectContaining({ code: 'max_bytes' }),
    ]);
  });

  it.each([null, [], 'text', 5])('refuses %j as a body', async (body) => {
    expect(await faults(body)).toEqual([expect.objectContaining({ code: 'is_object' })]);
  });

  it('lets null clear a field that allows it, and no other', async () => {
    await expect(read({ note: null })).resolves.toMatchObject({ note: null });
    expect(await faults({ title: null })).toHaveLength(1);
  });

  it.each([{ count: '3' }, { flag: 'true' }, { ids: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' }])(
    'takes no text for another type in a body: %j',
    async (body) => {
      expect(await faults(body)).toEqual([expect.objectContaining({ field: Object.keys(body)[0] })]);
      await expect(read(body, 'query')).resolves.toBeInstanceOf(Sample);
    },
  );

  it('reads numbers and flags from a form, which unknown fields are refused in, too', async () => {
    const form = (text: string) => read(readForm(text));
    await expect(form('count=3&flag=false')).resolves.toMatchObject({ count: 3, flag: false });
    await expect(form('count=many')).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(form('__proto__=x')).rejects.toMatchObject({ code: 'validation_failed' });
  });

  it('reads numbers and flags from a query', async () => {
    await expect(read({ count: '3', flag: 'false' }, 'query')).resolves.toMatchObject({ count: 3, flag: false });
    expect(await faults({ flag: 'perhaps' }, 'query')).toHaveLength(1);
  });

  it('accepts an order of known fields only', async () => {
    expect(await faults({ sort: ['name'] })).toHaveLength(1);
    await expect(read({ sort: '-createdAt,name' })).resolves.toMatchObject({ sort: '-createdAt,name' });
    for (const sort of [
      'password',
      '-createdAt,',
      'createdAt;name',
      '',
      'name,name',
      'name,-name',
      '-createdAt,name,createdAt',
    ])
      expect(await faults({ sort })).toHaveLength(1);
  });
});
