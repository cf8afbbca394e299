"""The hooks that mkdocs.yml names; all they do is in shangmitong.web."""

from shangmitong.web.adapter import (  # noqa: F401
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_page,
    on_post_template,
)
from shangmitong.web.preview import on_serve  # noqa: F401
