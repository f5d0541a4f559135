import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { invalid } from '../../../../kernel/invalid.js';
import { isProgramPath, type SandboxLanguage, type SourceFile } from '../../../../kernel/run-request.js';
import { SessionRooms } from '../../sessions/sessions.api.js';
import { EXECUTION_UNAVAILABLE, UNSUPPORTED_LANGUAGE } from '../executions.errors.js';
import { isSandboxLanguage, MAIN_FILES } from './execution.rules.js';
import { ExecutorOffers } from './executor-offers.js';
import type { NewExecutionDto } from './new-execution.dto.js';

export type Program = Pick<NewExecutionDto, 'code' | 'files' | 'entry' | 'sessionId' | 'limits' | 'language'>;

export interface Sources {
  readonly language: SandboxLanguage;
  /** The first one is run. */
  readonly files: readonly SourceFile[];
}

/** What is to be run: what came with the request, or what is written in its room. */
@Injectable()
export class ProgramSources {
  constructor(
    private readonly rooms: SessionRooms,
    private readonly offers: ExecutorOffers,
  ) {}

  /** @throws CodedError validation_failed, unsupported_language, execution_unavailable, and those of rooms */
  async of(actor: Actor, program: Program): Promise<Sources> {
    const { code, files, entry, sessionId, language } = program;
    if (sessionId !== undefined && code === undefined && files === undefined) {
      const room = await this.rooms.toRun(actor, sessionId);
      return {
        language: await this.supported(language ?? room.language),
        files: begunBy(entry, await this.rooms.filesOf(sessionId)),
      };
    }
    if (language === undefined) throw missing('language', 'must be there', 'is_defined');
    if (entry !== undefined) throw missing('entry', 'is for what is written in a room', 'one_of');
    const known = await this.supported(language);
    return { language: known, files: sent(program, known) };
  }

  private async supported(name: string): Promise<SandboxLanguage> {
    const { languages, limits } = await this.offers.current();
    if (isSandboxLanguage(name) && languages.some(({ language }) => language === name)) return name;
    if (isSandboxLanguage(name) && limits === null) throw new CodedError(EXECUTION_UNAVAILABLE);
    throw new CodedError(UNSUPPORTED_LANGUAGE);
  }
}

function sent({ code, files }: Program, language: SandboxLanguage): SourceFile[] {
  if ((code === undefined) === (files === undefined))
    throw missing('code', 'or files must be there, and not both', 'one_of');
  return files
    ? files.map(({ path, content }) => ({ path, content }))
    : [{ path: MAIN_FILES[language], content: code ?? '' }];
}

/** Rooms have files under names that no run takes; they stay out. */
function begunBy(entry: string | undefined, files: readonly SourceFile[]): SourceFile[] {
  const first = entry === undefined ? files[0] : files.find(({ path }) => path === entry);
  if (!first) throw missing('entry', 'is no file of the room', 'is_file');
  const others = files.filter((file) => file !== first && isProgramPath(file.path));
  return [first, ...others].map(({ path, content }) => ({ path, content }));
}

function missing(field: string, message: string, code: string): CodedError {
  return invalid([{ pointer: `/${field}`, field, message, code }]);
}
