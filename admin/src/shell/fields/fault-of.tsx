import { Input } from '@mantine/core';
import { useFault } from '../form.tsx';

/** What is wrong with several inputs of one name, behind them. */
export function FaultOf({ name }: { readonly name: string }) {
  const fault = useFault(name);
  return (
    fault && (
      <Input.Error size="sm" tabIndex={-1} data-fault>
        {fault}
      </Input.Error>
    )
  );
}
