#include "CDigests.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <string.h>

// One number of a DER sequence, at most 33 bytes of content.
static size_t put_integer(unsigned char *to, const unsigned char number[32]) {
    size_t skip = 0;
    while (skip < 31 && number[skip] == 0) {
        skip++;
    }
    size_t sign = number[skip] >> 7;
    to[0] = 0x02;
    to[1] = (unsigned char)(32 - skip + sign);
    to[2] = 0;
    memcpy(to + 2 + sign, number + skip, 32 - skip);
    return 2 + sign + 32 - skip;
}

int cdigests_p256_verify(const void *key, const void *message, size_t message_length, const void *signature) {
    unsigned char der[2 + 2 * 35];
    size_t first = put_integer(der + 2, signature);
    size_t second = put_integer(der + 2 + first, (const unsigned char *)signature + 32);
    der[0] = 0x30;
    der[1] = (unsigned char)(first + second);

    unsigned char point[65] = {0x04};
    memcpy(point + 1, key, 64);
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)"P-256", 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
        OSSL_PARAM_construct_end(),
    };
    int verified = 0;
    EVP_PKEY *loaded = NULL;
    EVP_PKEY_CTX *loader = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    if (loader != NULL && digest != NULL && EVP_PKEY_fromdata_init(loader) == 1
        && EVP_PKEY_fromdata(loader, &loaded, EVP_PKEY_PUBLIC_KEY, parameters) == 1
        && EVP_DigestVerifyInit(digest, NULL, EVP_sha256(), NULL, loaded) == 1) {
        verified = EVP_DigestVerify(digest, der, 2 + first + second, message, message_length) == 1;
    }
    EVP_MD_CTX_free(digest);
    EVP_PKEY_CTX_free(loader);
    EVP_PKEY_free(loaded);
    return verified;
}
