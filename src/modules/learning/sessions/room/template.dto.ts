import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { SESSION_LANGUAGES, type SessionLanguage } from './session.rules.js';

@ApiSchema({ name: 'SessionTemplate' })
export class SessionTemplateDto {
  /** @example 'python' */
  id: string;
  @EnumField(SESSION_LANGUAGES, { name: 'SessionLanguage', example: 'python' })
  language: SessionLanguage;
  @ApiProperty({ example: 'main.py', description: 'Of the file that the room begins with.' })
  path: string;
  /** @example 'print("Hello")\n' */
  content: string;
}

@ApiSchema({ name: 'SessionTemplateList' })
export class SessionTemplateListDto {
  @ApiProperty({ type: SessionTemplateDto, isArray: true })
  templates: SessionTemplateDto[];
}
