/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptor of a Parallels disk: elements that are known in their places, and all others. */
#include "image.h"

#include "base/ascii.h"
#include "generated/structures.h"

enum place {
	OUTSIDE,
	ELSEWHERE,
	TEXT, /* `take` gets what is in the element */
	ROOT,
	PARAMETERS,
	ENCRYPTION,
	STORAGES,
	STORAGE,
	IMAGE,
	SNAPSHOTS,
	SHOT,
};

struct reading {
	const struct image *img;
	struct hdd *hdd;
	struct xml x;
	uint8_t *text;
	struct xml_name content; /* of the element that is taken */
};

struct element {
	enum place in;
	const char *name;
	enum place is;
	bool (*take)(struct reading *r);
};

static bool broken_at(const struct reading *r, uint32_t fault, uint64_t value)
{
	return fault_raise(r->img->disk, fault, 0, value);
}

static bool refuse(const struct reading *r, uint32_t fault)
{
	return broken_at(r, fault, r->x.at);
}

static bool refuse_text(const struct reading *r, uint32_t fault, const struct xml_name *detail)
{
	return fault_raise_detail(r->img->disk, fault, 0, r->x.at, detail->p, detail->num);
}

static bool is_word(const struct xml_name *text, const char *word)
{
	struct xml x = { .p = text->p, .num = text->num };

	return xml_is(&x, word);
}

static struct hdd_storage *this_storage(const struct reading *r)
{
	return &r->hdd->storages[r->hdd->num_storages - 1];
}

static struct hdd_image *this_image(const struct reading *r)
{
	return &r->hdd->images[r->hdd->num_images - 1];
}

static struct hdd_shot *this_shot(const struct reading *r)
{
	return &r->hdd->shots[r->hdd->num_shots - 1];
}

static bool take_number(const struct reading *r, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < r->content.num; i++) {
		uint8_t c = r->content.p[i];

		if (c < '0' || c > '9' || *number > HDD_MAX_DISK_SECTORS)
			return refuse(r, FAULT_HDD_DESCRIPTOR_BAD_NUMBER);
		*number = *number * 10 + (c - '0');
	}
	return (r->content.num > 0 && *number <= HDD_MAX_DISK_SECTORS) ||
	       refuse(r, FAULT_HDD_DESCRIPTOR_BAD_NUMBER);
}

static uint8_t lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | ' ') : c;
}

static bool is_guid(const struct xml_name *text)
{
	static const char form[] = HDD_DESCRIPTOR_GUID_NONE;

	if (text->num != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < text->num; i++) {
		uint8_t c = lower(text->p[i]);
		bool digit = ascii_is_digit(c) || (c >= 'a' && c <= 'f');

		if (form[i] == '0' ? !digit : c != (uint8_t)form[i])
			return false;
	}
	return true;
}

bool hdd_same_guid(const struct xml_name *a, const struct xml_name *b)
{
	size_t i = 0;

	while (i < a->num && i < b->num && lower(a->p[i]) == lower(b->p[i]))
		i++;
	return i == a->num && i == b->num;
}

static bool take_guid(const struct reading *r, struct xml_name *guid)
{
	*guid = r->content;
	return is_guid(guid) || refuse(r, FAULT_HDD_DESCRIPTOR_BAD_GUID);
}

static bool take_size(struct reading *r)
{
	r->hdd->has_size = true;
	return take_number(r, &r->hdd->num_sectors);
}

static bool take_padding(struct reading *r)
{
	uint64_t padding;

	return take_number(r, &padding) && (padding == 0 || refuse(r, FAULT_HDD_DESCRIPTOR_PADDED));
}

static bool take_engine(struct reading *r)
{
	return r->content.num == 0 || is_word(&r->content, HDD_DESCRIPTOR_GUID_NONE) ||
	       refuse_text(r, FAULT_HDD_DESCRIPTOR_ENCRYPTED, &r->content);
}

static bool take_start(struct reading *r)
{
	this_storage(r)->has_start = true;
	return take_number(r, &this_storage(r)->start);
}

static bool take_end(struct reading *r)
{
	this_storage(r)->has_end = true;
	return take_number(r, &this_storage(r)->end);
}

static bool take_image_guid(struct reading *r)
{
	return take_guid(r, &this_image(r)->guid);
}

static bool take_type(struct reading *r)
{
	this_image(r)->has_type = true;
	this_image(r)->is_plain = is_word(&r->content, HDD_DESCRIPTOR_TYPE_PLAIN);
	return this_image(r)->is_plain || is_word(&r->content, HDD_DESCRIPTOR_TYPE_COMPRESSED) ||
	       refuse_text(r, FAULT_HDD_DESCRIPTOR_BAD_TYPE, &r->content);
}

/* The name as it is takes the place of the text. */
static bool take_file(struct reading *r)
{
	struct xml_name *file = &this_image(r)->file;
	uint8_t *name;

	if (r->content.num == 0)
		return refuse(r, FAULT_HDD_DESCRIPTOR_BAD_NAME);
	name = r->text + (r->content.p - r->text);
	file->p = name;
	return xml_plain(name, r->content.num, name, &file->num) ||
	       refuse(r, FAULT_HDD_DESCRIPTOR_BAD_NAME);
}

static bool take_top(struct reading *r)
{
	return take_guid(r, &r->hdd->top);
}

static bool take_shot_guid(struct reading *r)
{
	return take_guid(r, &this_shot(r)->guid);
}

static bool take_parent(struct reading *r)
{
	return take_guid(r, &this_shot(r)->parent);
}

static const struct element elements[] = {
	{ OUTSIDE, HDD_DESCRIPTOR_ROOT, ROOT, NULL },
	{ ROOT, HDD_DESCRIPTOR_PARAMETERS, PARAMETERS, NULL },
	{ PARAMETERS, HDD_DESCRIPTOR_DISK_SIZE, TEXT, take_size },
	{ PARAMETERS, HDD_DESCRIPTOR_PADDING, TEXT, take_padding },
	{ PARAMETERS, HDD_DESCRIPTOR_ENCRYPTION, ENCRYPTION, NULL },
	{ ENCRYPTION, HDD_DESCRIPTOR_ENGINE, TEXT, take_engine },
	{ ROOT, HDD_DESCRIPTOR_STORAGE_DATA, STORAGES, NULL },
	{ STORAGES, HDD_DESCRIPTOR_STORAGE, STORAGE, NULL },
	{ STORAGE, HDD_DESCRIPTOR_START, TEXT, take_start },
	{ STORAGE, HDD_DESCRIPTOR_END, TEXT, take_end },
	{ STORAGE, HDD_DESCRIPTOR_IMAGE, IMAGE, NULL },
	{ IMAGE, HDD_DESCRIPTOR_GUID, TEXT, take_image_guid },
	{ IMAGE, HDD_DESCRIPTOR_TYPE, TEXT, take_type },
	{ IMAGE, HDD_DESCRIPTOR_FILE, TEXT, take_file },
	{ ROOT, HDD_DESCRIPTOR_SNAPSHOTS, SNAPSHOTS, NULL },
	{ SNAPSHOTS, HDD_DESCRIPTOR_TOP_GUID, TEXT, take_top },
	{ SNAPSHOTS, HDD_DESCRIPTOR_SHOT, SHOT, NULL },
	{ SHOT, HDD_DESCRIPTOR_GUID, TEXT, take_shot_guid },
	{ SHOT, HDD_DESCRIPTOR_PARENT_GUID, TEXT, take_parent },
};

static const struct element *find_element(const struct xml *x, enum place in)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (elements[i].in == in && xml_is(x, elements[i].name))
			return &elements[i];
	return NULL;
}

static bool is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool take(struct reading *r, const struct element *e)
{
	if (!xml_content(&r->x))
		return refuse(r, FAULT_HDD_DESCRIPTOR_BROKEN);
	r->content = (struct xml_name){ r->x.p, r->x.num };
	while (r->content.num > 0 && is_space(r->content.p[r->content.num - 1]))
		r->content.num--;
	return e->take(r);
}

static bool one_more(const struct reading *r, uint32_t *num, uint32_t most)
{
	if (++*num <= most)
		return true;
	(void)refuse(r, FAULT_HDD_DESCRIPTOR_TOO_MANY);
	fault_extra(most);
	return false;
}

static bool begin(struct reading *r, enum place place)
{
	struct hdd *h = r->hdd;

	switch (place) {
	case STORAGE:
		return one_more(r, &h->num_storages, HDD_MAX_STORAGES);
	case IMAGE:
		if (!one_more(r, &h->num_images, HDD_MAX_IMAGES))
			return false;
		this_image(r)->storage = h->num_storages - 1;
		return true;
	case SHOT:
		return one_more(r, &h->num_shots, HDD_MAX_SHOTS);
	default:
		return true;
	}
}

static bool end(const struct reading *r, enum place place)
{
	bool complete = true;

	if (place == STORAGE)
		complete = this_storage(r)->has_start && this_storage(r)->has_end;
	else if (place == IMAGE)
		complete = this_image(r)->guid.num > 0 && this_image(r)->file.num > 0 &&
			   this_image(r)->has_type;
	else if (place == SHOT)
		complete = this_shot(r)->guid.num > 0 && this_shot(r)->parent.num > 0;
	return complete || refuse(r, FAULT_HDD_DESCRIPTOR_INCOMPLETE);
}

static bool read_elements(struct reading *r)
{
	enum place places[XML_MAX_DEPTH + 1] = { OUTSIDE };
	enum xml_kind kind;

	while ((kind = xml_next(&r->x)) != XML_END) {
		uint32_t depth = r->x.depth;

		if (kind == XML_BROKEN)
			return refuse(r, FAULT_HDD_DESCRIPTOR_BROKEN);
		if (kind == XML_OPEN) {
			const struct element *e = find_element(&r->x, places[depth - 1]);

			if (!e && depth == 1)
				return refuse(r, FAULT_HDD_DESCRIPTOR_NOT_DISK);
			places[depth] = e ? e->is : ELSEWHERE;
			if (e && !(e->take ? take(r, e) : begin(r, e->is)))
				return false;
		} else if (kind == XML_CLOSE && !end(r, places[depth + 1])) {
			return false;
		}
	}
	return r->hdd->has_size || refuse(r, FAULT_HDD_DESCRIPTOR_NO_SIZE);
}

static bool misplaced(const struct reading *r, uint64_t sector, uint64_t wanted)
{
	(void)broken_at(r, FAULT_HDD_DESCRIPTOR_GAP, sector);
	fault_extra(wanted);
	return false;
}

/* The storages make up the disk. */
static bool check_storages(const struct reading *r)
{
	uint64_t next = 0;

	for (uint32_t i = 0; i < r->hdd->num_storages; i++) {
		const struct hdd_storage *s = &r->hdd->storages[i];

		if (s->start != next || s->end <= s->start)
			return misplaced(r, s->start, next);
		next = s->end;
	}
	return next == r->hdd->num_sectors || misplaced(r, next, r->hdd->num_sectors);
}

bool hdd_read_descriptor(const struct image *img, struct hdd *h)
{
	static const char top[] = HDD_DESCRIPTOR_GUID_TOP;
	struct reading r = { .img = img, .hdd = h };
	uint64_t len = io_size(img->disk);

	if (len > HDD_MAX_BYTES)
		return broken_at(&r, FAULT_HDD_DESCRIPTOR_TOO_LONG, len);
	h->top = (struct xml_name){ (const uint8_t *)top, sizeof(top) - 1 };
	h->storages = io_alloc(HDD_MAX_STORAGES * sizeof(*h->storages), _Alignof(uint64_t));
	h->images = io_alloc(HDD_MAX_IMAGES * sizeof(*h->images), _Alignof(uint64_t));
	h->shots = io_alloc(HDD_MAX_SHOTS * sizeof(*h->shots), _Alignof(uint64_t));
	r.text = io_alloc((size_t)len + 1, 1);
	if (!h->storages || !h->images || !h->shots || !r.text ||
	    (len > 0 && !io_read(img->disk, 0, r.text, (uint32_t)len)))
		return false;
	xml_begin(&r.x, r.text, (size_t)len);
	return read_elements(&r) && check_storages(&r);
}
