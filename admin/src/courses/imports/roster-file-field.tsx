import { Paper } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { FileField } from '../../shell/fields/file-field.tsx';
import { type TextKey, useText } from '../../texts/use-text.ts';
import { MOST_BYTES } from './send-roster.ts';

const TABLES = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain';
const ARCHIVES = '.zip,application/zip';
const ARCHIVE = /\.zip$/i;
const WORKBOOK = /\.(?:xlsx?|xlsm|ods|numbers)$/i;

interface Props {
  readonly isArchive: boolean;
  readonly file: File | null;
  readonly onChoose: (file: File | null) => void;
}

/** Takes a file by button or by dropping it, and says at once which cannot be a roster. */
export function RosterFileField({ isArchive, file, onChoose }: Props) {
  const text = useText();
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<TextKey | null>(null);
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    const wrong = faultOf(chosen, isArchive);
    setFault(wrong);
    onChoose(wrong === null ? chosen : null);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <Paper
      withBorder
      p="md"
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files[0]);
      }}
      style={{ borderStyle: 'dashed', ...(isOver && { borderColor: 'var(--mantine-primary-color-filled)' }) }}
    >
      <FileField
        name="content"
        label={text('imports.file')}
        description={text(isArchive ? 'imports.archive.hint' : 'imports.file.hint')}
        choose={text('imports.file.choose')}
        accept={isArchive ? ARCHIVES : TABLES}
        file={fault === null ? (file?.name ?? text('imports.file.none')) : text(fault)}
        onChoose={take}
      />
    </Paper>
  );
}

function faultOf({ name, size }: File, isArchive: boolean): TextKey | null {
  if (isArchive && !ARCHIVE.test(name)) return 'imports.file.noArchive';
  if (!isArchive && ARCHIVE.test(name)) return 'imports.file.archive';
  if (WORKBOOK.test(name)) return 'imports.file.workbook';
  if (size === 0) return 'imports.file.empty';
  return size > MOST_BYTES ? 'imports.file.large' : null;
}
