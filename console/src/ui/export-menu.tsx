import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ExportFormat, exportFormats } from "@velodrome/contract";
import { texts } from "../lib/texts.ts";
import classes from "./list-tools.module.css";

interface ExportMenuProps {
  addressOf: (format: ExportFormat) => string;
  label?: string;
  /** What goes into the file. */
  hint?: string;
  disabled?: boolean;
}

/** Takes everything that fits a list's filters along as a file; the server sends it as the browser takes it. */
export function ExportMenu({
  addressOf,
  label = texts.export,
  hint = texts.exportHint,
  disabled = false,
}: ExportMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          aria-label={label}
          classNames={{ root: classes.tool, label: classes.word, section: classes.sign }}
          disabled={disabled}
          leftSection={<IconDownload className={classes.icon} aria-hidden="true" />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{hint}</Menu.Label>
        {exportFormats.map((format) => (
          <Menu.Item key={format} component="a" href={addressOf(format)} download>
            {texts.exportAs[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
