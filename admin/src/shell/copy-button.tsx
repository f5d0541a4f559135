import { Button, CopyButton as Copying } from '@mantine/core';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly value: string;
  /** What it copies, where that is not what stands beside it. */
  readonly label?: string;
  /** Whose it is, for whoever hears many buttons of one name. */
  readonly about?: string;
}

/** Copies what may be long, and says so where it was pressed. */
export function CopyButton({ value, label, about }: Props) {
  const text = useText();
  return (
    <Copying value={value}>
      {({ copied, copy }) => {
        const name = copied ? text('app.copied') : (label ?? text('app.copy'));
        return (
          <Button
            variant="default"
            size="xs"
            onClick={copy}
            {...(about === undefined ? {} : { 'aria-label': `${name} (${about})` })}
          >
            {name}
          </Button>
        );
      }}
    </Copying>
  );
}
