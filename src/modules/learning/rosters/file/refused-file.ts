export type Refusal =
  | 'is_empty'
  | 'missing_column'
  | 'duplicate_column'
  | 'malformed'
  | 'too_many_rows'
  | 'is_no_archive'
  | 'too_many_files'
  | 'too_large'
  | 'duplicate_file'
  | 'missing_file'
  | 'is_delta';

/** Why a file is none, and in which line or column that shows; of an archive also in which file. */
export class RefusedFile extends Error {
  constructor(
    readonly reason: Refusal,
    readonly place: { readonly line?: number; readonly column?: string } = {},
  ) {
    super(`A roster was refused: ${reason}.`);
  }
}
