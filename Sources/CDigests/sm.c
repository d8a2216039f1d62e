#include "CDigests.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>

// Fetched once: every EVP_sm3() and every name would be looked up again on each call.
static pthread_once_t fetched = PTHREAD_ONCE_INIT;
static EVP_MD *sm3;

static void fetch(void) {
    sm3 = EVP_MD_fetch(NULL, "SM3", NULL);
}

int cdigests_sm3(const void *bytes, size_t length, void *out) {
    pthread_once(&fetched, fetch);
    return sm3 != NULL && EVP_Digest(bytes, length, out, NULL, sm3, NULL) == 1;
}

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

static EVP_PKEY *public_key(const unsigned char key[64]) {
    unsigned char point[65];
    point[0] = 0x04;
    memcpy(point + 1, key, 64);
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)"SM2", 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY *result = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
    if (context != NULL && EVP_PKEY_fromdata_init(context) == 1) {
        if (EVP_PKEY_fromdata(context, &result, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
            result = NULL;
        }
    }
    EVP_PKEY_CTX_free(context);
    return result;
}

int cdigests_sm2_verify(const void *key, const void *identity, size_t identity_length, const void *message,
                        size_t message_length, const void *signature) {
    pthread_once(&fetched, fetch);
    unsigned char der[2 + 2 * 35];
    size_t first = put_integer(der + 2, signature);
    size_t second = put_integer(der + 2 + first, (const unsigned char *)signature + 32);
    der[0] = 0x30;
    der[1] = (unsigned char)(first + second);

    int verified = 0;
    EVP_PKEY *loaded = public_key(key);
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    EVP_PKEY_CTX *context = loaded != NULL ? EVP_PKEY_CTX_new_from_pkey(NULL, loaded, NULL) : NULL;
    if (sm3 != NULL && digest != NULL && context != NULL
        && EVP_PKEY_CTX_set1_id(context, identity, identity_length) == 1) {
        // The caller's context stays the caller's.
        EVP_MD_CTX_set_pkey_ctx(digest, context);
        if (EVP_DigestVerifyInit(digest, NULL, sm3, NULL, loaded) == 1) {
            verified = EVP_DigestVerify(digest, der, 2 + first + second, message, message_length) == 1;
        }
    }
    EVP_MD_CTX_free(digest);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(loaded);
    return verified;
}
