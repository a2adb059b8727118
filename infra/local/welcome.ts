/** What a newcomer reads once everything is up. The first line is a contract: scripts wait for it. */
export function welcome({ siteUrl, storeUrl, state }: { siteUrl: string; storeUrl: string; state: string }): string {
  return `newsroom ready: ${siteUrl}

  Open    ${siteUrl}/                     what is new, for people
          ${siteUrl}/feeds/all/rss.xml    the same for feed readers; also atom.xml and feed.json
          ${siteUrl}/api/articles         the same for programs

  Type, in another terminal:
          npm run upload -- FILE                  publishes an article of yours (text, Markdown, HTML, ninjs, NITF, NewsML-G2)
          npm run --silent token -- --user alice --name Alice --role moderator    makes a token for the API
          npm run rebuild                         mends the feeds, and prints what it changed

  Any S3 client does as well (region us-east-1, path style):
          AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws --endpoint-url ${storeUrl} s3 cp FILE s3://newsroom-uploads/

  Logs    ${state}/logs/
  Events  ${state}/events.ndjson
  End     Ctrl-C; the next start finds everything again, \`npm start -- --fresh\` forgets it
`;
}
