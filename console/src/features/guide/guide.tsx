import { useEffect } from "react";
import { Disclosure } from "../../ui/disclosure.tsx";
import classes from "./guide.module.css";
import { GuidePages, PageContents } from "./guide-nav.tsx";
import { texts } from "./texts.ts";
import type { GuidePage } from "./to-html.ts";

interface GuideProps {
  name: string;
  page: GuidePage;
  /** The heading that the address names; it is not there to go to before the page is. */
  anchor: string;
}

/** A page of the guide, with what is in it and the other pages around it, where there is room. */
export function Guide({ name, page: { html, sections }, anchor }: GuideProps) {
  useEffect(() => {
    if (anchor !== "") document.getElementById(anchor)?.scrollIntoView();
  }, [anchor]);
  return (
    <div className={classes.layout}>
      {sections.length === 0 ? null : (
        <>
          <div className={classes.folded}>
            <Disclosure key={name} label={texts.onThisPage}>
              <PageContents sections={sections} />
            </Disclosure>
          </div>
          <nav className={classes.contents} aria-label={texts.onThisPage}>
            <p className={classes.contentsHeading}>{texts.onThisPage}</p>
            <PageContents sections={sections} />
          </nav>
        </>
      )}
      {/* Made from this repository's own documentation when the console was built: nothing in it comes from a person. */}
      <article className={classes.guide} dangerouslySetInnerHTML={{ __html: html }} />
      <div className={classes.others}>
        <GuidePages page={name} />
      </div>
    </div>
  );
}
