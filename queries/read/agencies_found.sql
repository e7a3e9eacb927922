-- purpose: Agencies whose name, kind or place holds every word of a text, however it is spelled: without tones, spaces, dots and unseen characters, SARA AM in one piece or two, Thai digits or 0-9, the kind in full or short.
-- param text VARCHAR: words with spaces between them; empty for all agencies
-- param roles VARCHAR: roles to look among, with commas between them; empty for all that are offered, * for a hidden sample too
-- param recent VARCHAR: ids of agencies looked at, the latest first, with commas; they are found whatever their role, and though hidden
-- param most INTEGER: most rows that are wanted
-- column agency_id VARCHAR NOT NULL: text slug
-- column name_th VARCHAR NOT NULL: name in Thai
-- column name_en VARCHAR: name in English, where known
-- column kind VARCHAR NOT NULL: kind of body
-- column district VARCHAR: district
-- column province VARCHAR: province
-- column role VARCHAR NOT NULL: own, sample, benchmark, published or demo
-- column is_recent BOOLEAN NOT NULL: whether it is one of those looked at
-- column matches BIGINT NOT NULL: how many were found, those beyond the rows wanted too
-- grain: one row an agency; a sample that is hidden by a town of one's own is left out
-- order: own, recent, sample, the others, demo; the recent as given; then what is called so, begins so, has it in its name, lies there; then role, name in Thai order, agency_id
WITH kinds (kind, long, short, begins) AS (
    VALUES
    ('city_municipality', 'เทศบาลนคร', 'ทน.', '^ทน(\.|$)'),
    ('town_municipality', 'เทศบาลเมือง', 'ทม.', '^ทม(\.|$)'),
    ('subdistrict_municipality', 'เทศบาลตำบล', 'ทต.', '^ทต(\.|$)'),
    ('subdistrict_administration', 'องค์การบริหารส่วนตำบล', 'อบต.', '^อบต\.?'),
    ('provincial_administration', 'องค์การบริหารส่วนจังหวัด', 'อบจ.', '^อบจ\.?')
),

asked AS (
    SELECT agencies.*, list_position(string_split($recent, ','), agency_id) AS recent_no
    FROM current_agencies AS agencies
    WHERE
        recent_no IS NOT NULL
        OR $roles = '*'
        OR ($roles = '' OR list_contains(string_split($roles, ','), role))
        AND NOT (role = 'sample' AND EXISTS (FROM agencies AS mine WHERE mine.role = 'own'))
),

-- Words are spelled in the same way as what they are looked for in. Names stand before #, places behind it.
written AS (
    SELECT
        agency_id,
        NULL AS word_no,
        CASE WHEN starts_with(name_th, short) THEN long || substr(name_th, length(short) + 1) ELSE name_th END AS name,
        CASE WHEN starts_with(name, long) THEN substr(name, length(long) + 1) END AS bare,
        concat_ws('|', '', name, bare, lower(name_en), '#', district, province, '') AS text
    FROM asked
    LEFT JOIN kinds USING (kind)
    UNION ALL
    SELECT NULL, word_no, NULL, NULL, coalesce(
        (SELECT regexp_replace(word, begins, long) FROM kinds WHERE regexp_matches(word, begins)),
        regexp_replace(lower(word), '^(อำเภอ|อ\.|จังหวัด|จ\.)(.)', '\2')
    )
    FROM unnest(regexp_split_to_array($text, '[\s\p{Z}]+')) WITH ORDINALITY AS given (word, word_no)
),

-- Without spaces, dots, tones and what nobody sees; digits as 0-9, SARA AM and SARA AE in one piece.
spelled AS (
    SELECT agency_id, word_no, translate(text, '๐๑๒๓๔๕๖๗๘๙ .่้๊๋์๎' || chr(160) || chr(173) || chr(8203)
        || chr(8204) || chr(8205) || chr(8288) || chr(65279), '0123456789') AS marked,
        CASE WHEN contains(marked, 'ํา') OR contains(marked, 'เเ') THEN replace(replace(marked, 'ํา', 'ำ'), 'เเ', 'แ') ELSE marked END AS text
    FROM written
),

found AS (
    SELECT spelled.agency_id, split_part(text, '#', 1) AS names, CASE
        WHEN contains(names, '|' || whole || '|') THEN 0
        WHEN contains(names, '|' || whole) THEN 1
        WHEN contains(names, whole) THEN 2 ELSE 3 END AS distance
    FROM spelled, (
        SELECT list(text) AS words, string_agg(text, '' ORDER BY word_no) AS whole FROM spelled WHERE agency_id IS NULL
    )
    WHERE agency_id IS NOT NULL AND len(list_filter(words, lambda word: NOT contains(text, word))) = 0
)

SELECT
    agency_id, name_th, name_en, kind, district, province, role,
    recent_no IS NOT NULL AS is_recent, count(*) OVER () AS matches
FROM asked
INNER JOIN found USING (agency_id)
WINDOW listed AS (ORDER BY
    CASE WHEN role = 'own' THEN 0 WHEN is_recent THEN 1 WHEN role = 'sample' THEN 2 WHEN role = 'demo' THEN 4 ELSE 3 END,
    CASE WHEN role <> 'own' THEN recent_no END, distance, list_position(['published', 'benchmark'], role),
    name_th COLLATE th, agency_id)
QUALIFY row_number() OVER listed <= $most
ORDER BY row_number() OVER listed;
