import type { NewRosterImport, RosterImport } from '@lyceum/sdk';
import { lyceum } from '../../lyceum.ts';

/** As the API takes them. */
const PART_BYTES = 700 * 1024;
export const MOST_BYTES = 50 * PART_BYTES;

/** An import whose file is sent in part: what was sent is not sent again. */
export interface BegunImport {
  readonly id: string;
  readonly sent: number;
}

interface Sending {
  readonly wanted: NewRosterImport;
  readonly file: Blob;
  readonly begun: BegunImport | null;
  /** After each part. */
  readonly onSent: (begun: BegunImport, parts: number) => void;
}

/** Begins an import, sends its file part by part, and has it looked at. */
export async function sendRoster({ wanted, file, begun, onSent }: Sending): Promise<RosterImport> {
  const id = begun?.id ?? (await lyceum.rosterImports.create(wanted)).id;
  const parts = Math.ceil(file.size / PART_BYTES);
  for (let sent = begun?.sent ?? 0; sent < parts; sent += 1) {
    onSent({ id, sent }, parts);
    const content = await base64Of(file.slice(sent * PART_BYTES, (sent + 1) * PART_BYTES));
    await lyceum.rosterImports.addPart(id, { number: sent + 1, content });
  }
  onSent({ id, sent: parts }, parts);
  return lyceum.rosterImports.check(id);
}

function base64Of(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.readAsDataURL(part);
  });
}
