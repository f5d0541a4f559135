import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { documented, presence, satisfies } from '../../../../infra/http/field-parts.js';
import { COLOUR } from '../../../../kernel/colours.js';

const COLOUR_EXAMPLE = '#0b6e4f';

/** In any case; becomes lower case. */
export function ColourField(): PropertyDecorator {
  const options = {
    optional: true,
    nullable: true,
    example: COLOUR_EXAMPLE,
    description:
      'Colour of buttons on its booking pages and in e-mails about its bookings; the text on them is black or white, whichever ' +
      'is read better. Links have it where it can be read on the page. Null: that of Lyceum.',
  };
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    presence(options),
    satisfies(
      'is_color',
      'must be a colour such as #0b6e4f',
      (value) => typeof value === 'string' && COLOUR.test(value),
    ),
    documented(options, { type: String, minLength: 7, maxLength: 7, pattern: '^#[0-9A-Fa-f]{6}$' }),
  );
}

export const ColourProperty = () =>
  ApiProperty({
    type: String,
    nullable: true,
    pattern: COLOUR.source,
    example: COLOUR_EXAMPLE,
    description: 'Colour of buttons on booking pages and in e-mails, `#rrggbb`; null: that of Lyceum.',
  });

export const LogoUrlProperty = () =>
  ApiProperty({
    type: String,
    format: 'uri',
    nullable: true,
    example: null,
    description: 'Address of the logo, which is public; another logo has another address.',
  });

/** How an organization looks where strangers see it. */
@ApiSchema({ name: 'Brand' })
export class BrandDto {
  /** @example 'Analytical Engines' */
  name: string;
  @ColourProperty()
  color: string | null;
  @LogoUrlProperty()
  logoUrl: string | null;
}
