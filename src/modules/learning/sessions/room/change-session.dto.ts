import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, EnumField, IdField, IntegerField, LineField, TextField } from '../../../../infra/http/fields.js';
import { PASTE_LENGTH } from '../pastes/paste.rules.js';
import { TEMPLATE_IDS } from './templates.js';
import {
  DEFAULTS,
  LONGEST_CONTENT,
  LONGEST_TITLE,
  PLACES,
  SESSION_LANGUAGES,
  type SessionLanguage,
} from './session.rules.js';

const LONGEST_DESCRIPTION = 500;

@Examples({
  spam: { summary: 'A room that advertises', value: { reason: 'It advertises, and nobody writes code in it.' } },
})
@ApiSchema({ name: 'UnpublishSession' })
export class UnpublishSessionDto {
  @TextField({ max: 500, description: 'Its owner is told.' })
  reason: string;
}

/** All settings (PUT): what is left out has its default. */
@Examples({
  lesson: { summary: 'Everything of a lesson', value: { title: 'Sorting', language: 'python', maxCollaborators: 5 } },
})
@ApiSchema({ name: 'ReplaceSession' })
export class ReplaceSessionDto {
  @LineField({ max: LONGEST_TITLE, example: 'Recursion, step by step' })
  title: string;

  @TextField({
    max: LONGEST_DESCRIPTION,
    optional: true,
    nullable: true,
    example: 'Bring the function that does not end.',
  })
  description?: string | null;

  @EnumField(SESSION_LANGUAGES, {
    optional: true,
    name: 'SessionLanguage',
    description: `\`${DEFAULTS.language}\` when it is left out.`,
  })
  language?: SessionLanguage;

  @BooleanField({
    optional: true,
    description: 'Whether everybody who is signed in finds it; not when it is left out.',
  })
  isPublic?: boolean;

  @BooleanField({
    optional: true,
    description: `Whether it is noted who puts in ${PASTE_LENGTH} characters or more at once, which everybody in the room is shown; not when it is left out.`,
  })
  hasPasteLog?: boolean;

  @IntegerField({ ...PLACES, optional: true, default: DEFAULTS.maxCollaborators, description: 'Without the owner.' })
  maxCollaborators?: number;
}

@Examples({
  title: { summary: 'Only a title: a private room for JavaScript', value: { title: 'Interview' } },
  lesson: {
    summary: 'A room of the organization, for one person beside the owner',
    value: {
      title: 'Recursion',
      description: 'Bring the function that does not end.',
      language: 'python',
      organizationId: EXAMPLE_IDS.organization,
      maxCollaborators: 1,
    },
  },
})
@ApiSchema({ name: 'NewSession' })
export class NewSessionDto extends ReplaceSessionDto {
  @TextField({
    min: 0,
    max: LONGEST_CONTENT,
    optional: true,
    isVerbatim: true,
    example: 'print("Hello")\n',
    description: 'What the room’s file begins with; a comment when it is left out. Lines end with `\\n`.',
  })
  content?: string;

  @EnumField(TEMPLATE_IDS, {
    optional: true,
    name: 'SessionTemplateId',
    description: 'What the room begins with instead; `GET /sessions/templates` has them. Its language is the room’s.',
  })
  template?: string;

  @IdField({ optional: true, description: 'The organization that the room belongs to; nobody’s when it is left out.' })
  organizationId?: string;
}

@Examples({
  public: { summary: 'Found by everybody', value: { isPublic: true } },
  description: { summary: 'Without a description', value: { description: null } },
  pastes: { summary: 'Notes pastes, and says so to everybody', value: { hasPasteLog: true } },
})
@ApiSchema({ name: 'ChangeSession' })
export class ChangeSessionDto {
  @LineField({ max: LONGEST_TITLE, optional: true, example: 'Sorting' })
  title?: string;

  @TextField({ max: LONGEST_DESCRIPTION, optional: true, nullable: true, description: 'Null clears it.' })
  description?: string | null;

  @EnumField(SESSION_LANGUAGES, { optional: true, name: 'SessionLanguage' })
  language?: SessionLanguage;

  @BooleanField({ optional: true })
  isPublic?: boolean;

  @BooleanField({ optional: true, description: 'Everybody in the room is shown it, and hears of the change.' })
  hasPasteLog?: boolean;

  @IntegerField({ ...PLACES, optional: true })
  maxCollaborators?: number;
}
