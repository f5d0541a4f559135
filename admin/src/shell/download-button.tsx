import type { CallOptions } from '@lyceum/sdk';
import { Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useText } from '../texts/use-text.ts';
import { keepFile } from './keep-file.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { SteadyButton } from './steady-button.tsx';

/** Of long lists, which come page by page. */
const TIMEOUT_MS = 10 * 60_000;

/** By which spreadsheets know UTF-8; reading the answer as text has removed it. */
const BYTE_ORDER_MARK = '\uFEFF';

interface Props {
  /** Of the file, without its extension. */
  readonly name: string;
  /** Of the button, where what it fetches is no list. */
  readonly label?: string;
  /** All of the list that is shown, also what is on other pages. */
  readonly read: (options: CallOptions) => PromiseLike<string>;
}

/** A list as a file for spreadsheets, fetched with the access token, which no address has. */
export function DownloadButton({ name, label, read }: Props) {
  const text = useText();
  const download = useMutation({
    mutationFn: async () => read({ timeoutMs: TIMEOUT_MS }),
    onSuccess: (content) =>
      keepFile(`${name}-${new Date().toISOString().slice(0, 10)}.csv`, BYTE_ORDER_MARK + content, 'text/csv'),
  });
  const done = download.isSuccess ? text('list.downloaded') : null;
  return (
    <>
      {download.isError && <ProblemAlert error={download.error} />}
      <Group justify="flex-end">
        <Text size="sm" role="status">
          {download.isPending ? text('list.downloading') : done}
        </Text>
        <SteadyButton variant="default" size="xs" isOff={download.isPending} onClick={() => download.mutate()}>
          {label ?? text('list.download')}
        </SteadyButton>
      </Group>
    </>
  );
}
