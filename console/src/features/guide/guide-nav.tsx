import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { guideContents } from "./guide-contents.ts";
import classes from "./guide-nav.module.css";
import { texts } from "./texts.ts";
import type { GuideSection } from "./to-html.ts";
import { useCurrentHeading } from "./use-current-heading.ts";

/** Sections of the page that is shown; of the one being read its parts as well. */
export function PageContents({ sections }: { sections: readonly GuideSection[] }) {
  const ids = useMemo(() => sections.flatMap(({ id, parts }) => [id, ...parts.map((part) => part.id)]), [sections]);
  const current = useCurrentHeading(ids);
  const here = (id: string) => (id === current ? "location" : undefined);
  return (
    <ul className={classes.list}>
      {sections.map(({ id, text, parts }) => {
        const reading = id === current || parts.some((part) => part.id === current);
        return (
          <li key={id}>
            <a className={classes.entry} href={`#${id}`} data-reading={reading || undefined} aria-current={here(id)}>
              {text}
            </a>
            {reading && parts.length > 0 ? (
              <ul className={classes.parts}>
                {parts.map((part) => (
                  <li key={part.id}>
                    <a className={classes.entry} href={`#${part.id}`} aria-current={here(part.id)}>
                      {part.text}
                    </a>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** All pages of the guide. */
export function GuidePages({ page }: { page: string }) {
  return (
    <nav className={classes.pages} aria-label={texts.pages}>
      {guideContents.map(({ heading, pages }) => (
        <section key={heading}>
          <h2 className={classes.heading}>{heading}</h2>
          <ul className={classes.list}>
            {pages.map(({ name, title }) => (
              <li key={name}>
                <Link
                  to="/guide/$page"
                  params={{ page: name }}
                  className={classes.entry}
                  data-reading={name === page || undefined}
                  aria-current={name === page ? "page" : undefined}
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
